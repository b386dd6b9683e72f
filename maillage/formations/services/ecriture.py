"""What every writing of this context shares: fields checked and saved, versions compared, the line of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from maillage.formations.domain.erreurs import ErreurFormation
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

DEJA_CHANGE = (
    "Quelqu'un d'autre a modifié cette page depuis que vous l'avez ouverte. Relisez-la : votre texte est encore ici."
)


def tracer(acteur: Acteur, acte: str, objet: models.Model, **details: Any) -> None:
    """Journal an act; `details` holds codes and dates, never what was written."""
    journaliser(
        acteur,
        f"formations.{acte}",
        objet=f"{objet._meta.model_name}:{getattr(objet, 'identifiant', objet.pk)}",
        dispositif_id=getattr(objet, "dispositif_id", None),
        details={cle: str(valeur) for cle, valeur in details.items() if valeur is not None},
    )


def poser(objet: models.Model, champs: Mapping[str, Any]) -> None:
    """Set fields and save; raise ErreurFormation on the first one that the model refuses."""
    for champ, valeur in champs.items():
        setattr(objet, champ, valeur)
    try:
        objet.full_clean()
    except ValidationError as refus:
        champ, messages = next(iter(refus.message_dict.items()))
        raise ErreurFormation(messages[0], champ="" if champ == "__all__" else champ) from refus
    objet.save()


def verrouiller(objet: Any, version: int | None = None) -> Any:
    """Return the row locked for this transaction; raise ErreurFormation when another version was written meanwhile."""
    verrou = type(objet).objects.select_for_update().get(pk=objet.pk)
    if version is not None and version != verrou.version:
        raise ErreurFormation(DEJA_CHANGE)
    return verrou
