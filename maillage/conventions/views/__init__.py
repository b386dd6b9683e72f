"""Pages of conventions and instances."""
