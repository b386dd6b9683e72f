"""Documents of the maps."""
