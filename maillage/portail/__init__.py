"""Home, navigation, search, demonstration, space of young people and families. It composes the other contexts; it owns only what the space needs."""
