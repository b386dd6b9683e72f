"""What every act shares: its line in the journal. Answering is no act of the journal: nothing is written of it there."""

from __future__ import annotations

from typing import Any

from django.db import models

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser


def tracer(acteur: Acteur, acte: str, objet: models.Model, **details: Any) -> None:
    """Journal an act; `details` holds codes, numbers and dates, never words, an address or an answer."""
    journaliser(
        acteur,
        f"enquetes.{acte}",
        objet=f"{objet._meta.model_name}:{getattr(objet, 'identifiant', objet.pk)}",
        details={cle: str(valeur) for cle, valeur in details.items() if valeur is not None},
    )
