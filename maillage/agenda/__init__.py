"""The ledger of événements: one occurrence, two agendas. Presence, absences, recurrence, imports.

It owns what happens and who was there; it refuses to count: activity is computed above, from these facts alone.
"""
