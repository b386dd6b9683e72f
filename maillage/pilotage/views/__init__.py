"""Pages of pilotage."""
