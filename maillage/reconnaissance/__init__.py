"""Reconnaissance: how the authority and the territory recognise a dispositif intégré.

Owns the recognition dossier and its two rounds, the conventions and their instances, the CPOM action sheets. Refuses to hold a figure of its own:
every value comes from the context that owns it, with its definition and date; and any data of a young person.
"""
