"""Pure rules of the ledger: local time, recurrence, conflicts, statuses, presence."""
