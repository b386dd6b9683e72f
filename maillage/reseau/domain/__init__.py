"""Pure rules of this context."""
