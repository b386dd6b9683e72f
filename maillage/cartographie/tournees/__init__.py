"""Rounds of a day: which vehicle takes which young person, when, for the fewest left at home then the least cost.

`domain/` is pure (problem, verifier, exact timetable of one round); `solveur/` searches and proves; the command reads a
JSON problem and writes a JSON result, the same code serving the pages.
"""
