"""Files of the territory commands: tables, time files, every problem placed."""
