"""Template tags of the offer."""
