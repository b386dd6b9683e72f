"""Pure rules of the annual report."""
