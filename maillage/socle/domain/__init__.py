"""Pure time arithmetic shared by every context: civil quarters, ISO weeks, holidays, clear days."""
