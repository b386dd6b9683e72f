"""Meetings of the network: one event, several dates and sites, from the announcement to the report.

Owns registrations with their fair shares and waiting list, expectations, sign-in by half-day, certificates, workshops, questions to the authority and
the report. Refuses any data of a young person.
"""
