"""CPOM: the objectives that an organisme gestionnaire signs with the authority, and their indicators.

Owns the action sheets, their formulas as dated versions, targets, signed values, narratives and evidence. Refuses to alter a signed value, to hold a
live figure of its own (it asks the context that counts it), and any data of a young person.
"""
