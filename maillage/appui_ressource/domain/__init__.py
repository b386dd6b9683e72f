"""Rules of appui-ressource: states, deadlines, routing, names, kinds of action, delays shown without small counts."""
