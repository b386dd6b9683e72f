"""Forms of the maps."""
