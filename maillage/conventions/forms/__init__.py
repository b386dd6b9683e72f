"""Forms of conventions and instances."""
