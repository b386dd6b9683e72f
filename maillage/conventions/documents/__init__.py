"""What leaves this context on paper: the state of the region, the record of a session."""
