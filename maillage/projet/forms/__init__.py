"""Forms of this context, by noun."""
