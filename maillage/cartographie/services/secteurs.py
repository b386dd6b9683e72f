"""Sectors: declared by those who answer, or kept from a computed proposal; ended, never erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.cartographie.models import Ecole, OrigineSecteur, Secteur
from maillage.cartographie.permissions import SECTEURS, exiger
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.services import journaliser


@dataclass(frozen=True)
class SecteurDeclare:
    """Who answers for which public, from when; the places are communes and schools."""

    dispositif: Any
    public: str
    debut: dt.date
    communes: Collection[str] = ()
    ecoles: Collection[Ecole] = ()
    origine: str = OrigineSecteur.DECLARE


@transaction.atomic
def declarer_secteur(acteur: Acteur, declare: SecteurDeclare) -> int:
    """Write what is not already declared; return how many places were added."""
    exiger(acteur, SECTEURS, declare.dispositif.pk)
    ouverts = Secteur.objects.filter(dispositif=declare.dispositif, public=declare.public, fin__isnull=True)
    deja_communes = set(ouverts.values_list("commune_id", flat=True))
    deja_ecoles = set(ouverts.values_list("ecole_id", flat=True))
    communs = {
        "dispositif": declare.dispositif,
        "public": declare.public,
        "debut": declare.debut,
        "origine": declare.origine,
    }
    nouveaux = [
        *(Secteur(**communs, commune_id=code) for code in declare.communes if code not in deja_communes),
        *(Secteur(**communs, ecole=ecole) for ecole in declare.ecoles if ecole.pk not in deja_ecoles),
    ]
    Secteur.objects.bulk_create(nouveaux)
    journaliser(
        acteur,
        "cartographie.declarer_secteur",
        dispositif_id=declare.dispositif.pk,
        details={"public": declare.public, "lieux": len(nouveaux), "origine": declare.origine},
    )
    return len(nouveaux)


@transaction.atomic
def fermer_secteur(acteur: Acteur, secteur: Secteur, *, le: dt.date) -> bool:
    """End a sector: its last day is the eve. One that began no earlier than that day was never in force and goes; return whether it can be undone."""
    exiger(acteur, SECTEURS, secteur.dispositif_id)
    if secteur.fin is not None:
        raise ValidationError("Ce secteur est déjà terminé.")
    garde = secteur.debut < le
    journaliser(acteur, "cartographie.fermer_secteur", objet=str(secteur.pk), dispositif_id=secteur.dispositif_id)
    if not garde:
        secteur.delete()
        return False
    secteur.fin = le - UN_JOUR
    secteur.save(update_fields=["fin"])
    return True


@transaction.atomic
def rouvrir_secteur(acteur: Acteur, secteur: Secteur) -> None:
    """Undo an ending, unless the same place was declared again meanwhile."""
    exiger(acteur, SECTEURS, secteur.dispositif_id)
    semblables = Secteur.objects.filter(
        dispositif_id=secteur.dispositif_id,
        public=secteur.public,
        commune=secteur.commune,
        ecole=secteur.ecole,
        fin__isnull=True,
    )
    if semblables.exists():
        raise ValidationError("Ce lieu a été déclaré de nouveau entre-temps : rien n'est à rouvrir.")
    secteur.fin = None
    secteur.save(update_fields=["fin"])
    journaliser(acteur, "cartographie.rouvrir_secteur", objet=str(secteur.pk), dispositif_id=secteur.dispositif_id)
