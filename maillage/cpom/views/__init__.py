"""Pages of the CPOM."""
