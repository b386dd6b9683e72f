"""SDO, follow-up of orientation decisions: what the MDPH sends (DocumentReference, Task), what a dispositif answers (Task). Pure.

Source: implementation guide `https://interop.esante.gouv.fr/ig/fhir/sdo` 4.0.7, flows 1 (decision), 4 and 5 (statuses).
"""
