"""Pages of this context, by noun."""
