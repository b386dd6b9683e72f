"""Tags of the pages of meetings."""
