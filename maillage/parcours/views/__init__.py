"""Pages of the path: list, file of a young person, acts, waiting list."""
