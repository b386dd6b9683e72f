"""Home, navigation, search, demonstration. It composes the other contexts and owns no data."""
