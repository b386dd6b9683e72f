"""What the authority sees of each dispositif, composed from the rooms below; the establishment opens the same page on its own lines."""
