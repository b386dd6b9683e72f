"""Template tags of the path."""
