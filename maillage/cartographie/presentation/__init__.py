"""What each page of the maps shows, out of rows already read: maps, their tables, words."""
