"""Pages of appui-ressource."""
