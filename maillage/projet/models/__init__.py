"""Models of the project around a young person, by noun; private to this context."""
