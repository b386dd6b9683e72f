"""Fiche de liaison: agreement, withdrawal period, extracts to each recipient, and consent per recipient and per field.

Owns the sheets, their signatories, what was sent and who consented. Refuses to hold the path itself: modality periods and schooling are
written through `parcours.services`, never here. Source: CASF D. 312-10-20 (decree of 5 July 2024).
"""
