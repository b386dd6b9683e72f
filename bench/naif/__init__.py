"""The peer: a plain Python count, row by row, of the rules on the agenda (R1 to R30). Also an oracle for the tests.

It shares no code with the engine: dictionaries, loops, `zoneinfo`.
"""

from bench.naif.compte import compter_naivement

__all__ = ["compter_naivement"]
