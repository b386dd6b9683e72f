"""Pilotage: what may be said of several dispositifs together, and what must stay hidden.

Owns the restitution of transmitted returns (activity contract, section 7, R40-R44): choice of the revisions, sums,
rates and distributions by region and type, statistical secrecy, and the published table; the same functions serve
files and the database. Owns the register of releases, append-only. It refuses person-level data, the reason of a mask
in a published table, and any table whose hidden counts can be worked out from the rest: see
`docs/adr/0005-secret-statistique.md`.
"""
