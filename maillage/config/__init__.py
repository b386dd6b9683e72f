"""Settings, URLs and server entry points. No business here."""
