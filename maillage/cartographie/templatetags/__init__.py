"""Filters of the pages of this context."""
