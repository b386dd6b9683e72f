"""Commands of the path."""
