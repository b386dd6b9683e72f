"""Documents that a sheet gives."""
