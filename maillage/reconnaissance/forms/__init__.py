"""Forms of the recognition."""
