"""Alerts looked at and left as they are: the figures do not move, only the work list does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.activite.models import AlerteEcartee
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

LONGUEUR_MOTIF_MIN = 5


@transaction.atomic
def ecarter_alerte(acteur: Acteur, *, dispositif_id: int, alerte: Mapping[str, Any], motif: str) -> AlerteEcartee:
    """Set an alert of the contract (section 5) aside, with a reason."""
    if len(motif.strip()) < LONGUEUR_MOTIF_MIN:
        raise ValidationError({"motif": "Dites en quelques mots pourquoi cette alerte peut rester ainsi."})
    ecartee = AlerteEcartee.objects.create(
        dispositif_id=dispositif_id,
        code=alerte["code"],
        table=alerte["table"],
        objet=alerte["id"],
        jeune=alerte["jeune_id"] or "",
        date=alerte["date"],
        motif=motif.strip(),
        ecartee_par=acteur.libelle,
    )
    journaliser(
        acteur,
        "activite.ecarter_alerte",
        objet=f"{ecartee.code} {ecartee.objet}"[:120],
        dispositif_id=dispositif_id,
        details={"alerte": ecartee.pk, "motif": ecartee.motif},
    )
    return ecartee


@transaction.atomic
def reprendre_alerte(acteur: Acteur, *, dispositif_id: int, alerte_id: int) -> None:
    """Put an alert back on the work list."""
    ecartee = AlerteEcartee.objects.get(pk=alerte_id, dispositif_id=dispositif_id)
    journaliser(
        acteur,
        "activite.reprendre_alerte",
        objet=f"{ecartee.code} {ecartee.objet}"[:120],
        dispositif_id=dispositif_id,
    )
    ecartee.delete()
