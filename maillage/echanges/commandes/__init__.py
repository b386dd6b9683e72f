"""The sub-commands of `maillage` that this context brings."""
