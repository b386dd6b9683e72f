"""Agendas as the guide « Gestion d'agendas partagés » (GAP 3.0.0, FHIR R4) writes them: Schedule, Slot, Appointment."""
