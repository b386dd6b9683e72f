"""Reconnaissance: how the authority recognises a dispositif intégré.

Owns the recognition dossier: prerequisites, prefilled figures with their date, sections, two threads that never mix, instruction, decision, effects.
Refuses to hold a live figure of its own, and any data of a young person.
"""
