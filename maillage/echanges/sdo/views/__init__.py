"""Pages of the orientations received."""
