"""Réseau: what the mission of support does with the establishments of a region.

Owns events, trainings, technical support, the library, the FAQ, the surveys, the directory of experience and the yearly bilan. Refuses to hold any
data of a young person, and any figure that is typed instead of computed.
"""
