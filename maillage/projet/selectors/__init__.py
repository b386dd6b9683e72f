"""Reads around a young person, limited by what the acting person may see."""
