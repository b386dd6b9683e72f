"""Writes of pilotage: tables kept ready, releases."""

from maillage.pilotage.services.publications import (
    DejaPublieError,
    PublicationVideError,
    TableauPerimeError,
    publier_tableau,
)
from maillage.pilotage.services.tableaux import tableau_a_jour

__all__ = ["DejaPublieError", "PublicationVideError", "TableauPerimeError", "publier_tableau", "tableau_a_jour"]
