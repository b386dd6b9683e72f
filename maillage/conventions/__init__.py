"""Conventions: how the bodies of a territory bind themselves to a dispositif intégré, and how they meet.

Owns the convention cadre by département with its signatories, clauses and amendments, the bilateral agreements, the instances, their sessions and
decisions, and the feuille de route. Refuses any data of a young person, and any figure of its own: a value comes from the context
that owns it, with its date.
"""
