"""What every act shares: the lock of a date, the line in the journal, the refusals of the database said beside a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from maillage.comptes.acteur import ActeurUtilisateur
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.models import SeanceRencontre
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

PARTICIPANT = ActeurUtilisateur(identifiant=None, libelle="participant sans compte")
"""Who acts through a private link or a public page: nobody's name goes in the journal."""


def tracer(acteur: Acteur, acte: str, objet: models.Model, **details: Any) -> None:
    """Journal an act; `details` holds codes and dates, never what was written."""
    nom = getattr(objet, "identifiant", objet.pk)
    journaliser(
        acteur,
        f"rencontres.{acte}",
        objet=f"{objet._meta.model_name}:{nom}"[:120],
        dispositif_id=getattr(objet, "dispositif_id", None),
        details={cle: str(valeur) for cle, valeur in details.items() if valeur is not None},
    )


def poser(objet: models.Model, champs: Mapping[str, Any]) -> None:
    """Set fields and save; raise ErreurRencontre on the first one that the model refuses."""
    for champ, valeur in champs.items():
        setattr(objet, champ, valeur)
    try:
        objet.full_clean()
    except ValidationError as refus:
        champ, messages = next(iter(refus.message_dict.items()))
        raise ErreurRencontre(messages[0], champ="" if champ == "__all__" else champ) from refus
    objet.save()


def prendre_seance(pk: int) -> SeanceRencontre:
    """Lock a date for this transaction: whoever gives or frees a place holds it first."""
    seances = SeanceRencontre.objects.select_for_update(of=("self",)).select_related("rencontre")
    return seances.get(pk=pk)
