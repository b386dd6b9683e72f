"""What every act shares: its line in the journal, and the refusals of the database said beside a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser


def tracer(acteur: Acteur, acte: str, objet: models.Model, **details: Any) -> None:
    """Journal an act; `details` holds codes and dates, never what was written."""
    nom = getattr(objet, "identifiant", objet.pk)
    journaliser(
        acteur,
        f"conventions.{acte}",
        objet=f"{objet._meta.model_name}:{nom}",
        dispositif_id=getattr(objet, "dispositif_id", None),
        details={cle: str(valeur) for cle, valeur in details.items() if valeur is not None},
    )


def poser(objet: models.Model, champs: Mapping[str, Any]) -> None:
    """Set fields and save; raise ErreurConvention on the first one that the model refuses."""
    for champ, valeur in champs.items():
        setattr(objet, champ, valeur)
    try:
        objet.full_clean()
    except ValidationError as refus:
        champ, messages = next(iter(refus.message_dict.items()))
        raise ErreurConvention(messages[0], champ="" if champ == "__all__" else champ) from refus
    objet.save()
