"""Template tags of the sheet."""
