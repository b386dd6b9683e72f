"""Forms of appui-ressource: of anyone, of a request, of an action."""
