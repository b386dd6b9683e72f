"""Reports of technical support."""
