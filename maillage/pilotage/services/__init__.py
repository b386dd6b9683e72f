"""Writes of pilotage: tables kept ready, releases."""

from maillage.pilotage.services.publications import (
    DejaPublieError,
    PublicationVideError,
    TableauPerimeError,
    publier_tableau,
)
from maillage.pilotage.services.semblables import Groupes, grouper
from maillage.pilotage.services.tableaux import tableau_a_jour, tableaux_a_jour

__all__ = [
    "DejaPublieError",
    "Groupes",
    "PublicationVideError",
    "TableauPerimeError",
    "grouper",
    "publier_tableau",
    "tableau_a_jour",
    "tableaux_a_jour",
]
