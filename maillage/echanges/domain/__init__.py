"""Pure rules of exchanges."""
