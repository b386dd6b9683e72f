"""Pages of the carte de vie. The same views answer at both doors: the file of the young person, and their own space."""
