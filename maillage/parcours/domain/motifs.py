"""Reasons and destinations offered by the forms: stored as words, read as such by the count (`destination` of a phase)."""

from __future__ import annotations

MOTIFS_SORTIE = (
    "Fin de l'accompagnement",
    "Réorientation",
    "Demande de la famille",
    "Déménagement",
    "Passage à l'âge adulte",
    "Renouvellement",
    "Autre motif",
)
DESTINATIONS = (
    "Milieu ordinaire",
    "Autre dispositif",
    "Établissement pour adultes",
    "Formation ou emploi",
    "Retour en famille",
    "Inconnue",
)
MOTIFS_CLOTURE = (
    "Orientation vers un autre dispositif",
    "Demande retirée par la famille",
    "Notification échue",
    "Sans réponse de la famille",
    "Hors du public accueilli",
    "Manque de place",
)
