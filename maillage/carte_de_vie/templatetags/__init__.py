"""Tags of the carte de vie."""
