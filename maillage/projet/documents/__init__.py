"""Documents of the project as files."""
