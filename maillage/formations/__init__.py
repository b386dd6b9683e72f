"""Trainings of the network: catalogue, needs, groups across establishments, hours, evaluation on the spot and three months later.

Owns the catalogue, needs, sessions as meetings of a kind, trainers and evaluations. Refuses any data of a young person.
"""
