"""Organismes gestionnaires, établissements (FINESS), dispositifs, unités, places, ouvertures, professionnels, partenaires.

It owns what the offer is and when; it refuses anything about a young person.
"""
