"""What the writings of a room share: the line in the journal, the refusals of a model said beside a field, the row locked at its version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

DEJA_CHANGE = (
    "Quelqu'un d'autre a modifié cette page depuis que vous l'avez ouverte. Relisez-la : votre texte est encore ici."
)
Erreur = Callable[..., Exception]
"""The error of a room: called with the words and, when there is one, `champ`."""


def tracer_objet(
    salle: str, acteur: Acteur, acte: str, objet: models.Model, *, dispositif_id: int | None = None, **details: Any
) -> None:
    """Journal an act of a room; `details` holds codes and dates, never what was written. The dispositif is that of the row, unless told."""
    journaliser(
        acteur,
        f"{salle}.{acte}",
        objet=f"{objet._meta.model_name}:{getattr(objet, 'identifiant', objet.pk)}"[:120],
        dispositif_id=dispositif_id or getattr(objet, "dispositif_id", None),
        details={cle: str(valeur) for cle, valeur in details.items() if valeur is not None},
    )


def poser_champs(erreur: Erreur, objet: models.Model, champs: Mapping[str, Any]) -> None:
    """Set fields and save; raise the error of the room on the first one that the model refuses."""
    for champ, valeur in champs.items():
        setattr(objet, champ, valeur)
    try:
        objet.full_clean()
    except ValidationError as refus:
        champ, messages = next(iter(refus.message_dict.items()))
        raise erreur(messages[0], champ="" if champ == "__all__" else champ) from refus
    objet.save()


def verrouiller_version(erreur: Erreur, objet: Any, version: int | None = None) -> Any:
    """Return the row locked for this transaction; raise the error of the room when another version was written meanwhile."""
    verrou = type(objet).objects.select_for_update().get(pk=objet.pk)
    if version is not None and version != verrou.version:
        raise erreur(DEJA_CHANGE)
    return verrou
