"""Commands of appui-ressource."""
