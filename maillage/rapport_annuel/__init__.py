"""The annual activity report of a dispositif (« rapport d'activité harmonisé »), and the activity annexes that others ask for.

Owns the narrative of each heading, kept from year to year, and the figures frozen when the report is closed. Holds no figure of its own before that:
each comes from the count of the year. No legal model is in force since 7 July 2024 (annexe 2-13 of the CASF was repealed): the headings and the
mapping tables are data, marked « à vérifier ». Refuses any data of a young person.
"""
