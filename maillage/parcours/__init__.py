"""Young people and their path: phases, modality periods, schooling, complexity criteria, waiting list.

It owns the dated facts of a path; what happens day by day belongs to the agenda.
"""
