"""Views of the space, by page."""
