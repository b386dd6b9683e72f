"""Tags of the pages of this context."""
