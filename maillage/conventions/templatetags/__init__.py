"""Template tags of conventions."""
