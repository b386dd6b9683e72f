"""Pages of the recognition."""
