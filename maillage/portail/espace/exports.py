"""The queue of rectifications as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from maillage.portail.models import Rectification
from maillage.socle.tableur import Feuille

COLONNES = (
    "Jeune",
    "Page",
    "Ce qui était écrit",
    "Ce qui n'est pas juste",
    "Reçue le",
    "Échéance",
    "État",
    "Réponse",
    "Répondue le",
)


def feuille_des_rectifications(lignes: Iterable[Rectification]) -> Feuille:
    """Return one row per request."""
    return Feuille(
        "Rectifications demandées",
        COLONNES,
        [
            (
                str(une.jeune),
                une.get_rubrique_display(),
                une.objet,
                une.texte,
                timezone.localdate(une.recue_le),
                une.echeance,
                une.get_etat_display(),
                une.reponse,
                timezone.localdate(une.repondue_le) if une.repondue_le else None,
            )
            for une in lignes
        ],
    )
