"""What the space gives on paper: who read the file, the livret."""
