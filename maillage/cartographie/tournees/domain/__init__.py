"""Pure rules of the rounds: no file, no clock, no solver."""
