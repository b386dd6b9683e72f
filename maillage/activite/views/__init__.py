"""Pages of the activity, by noun."""
