"""Projet personnalisé d'accompagnement (PPA): what is decided with a young person, by whom, and what came of it.

Owns the project co-written with the young person (words, needs, objectives, actions, evaluations, agreement), the team around them, the eco-map,
the transmissions, the documents and their templates. Refuses to hold the agenda (an action is linked to événements written by `agenda.services`),
the identity and modalities of young people (`parcours`) and any legal clock of modalities (`liaison`).
"""
