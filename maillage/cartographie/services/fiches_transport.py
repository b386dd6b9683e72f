"""Sheets of transport, separations and settings: written by those who organise the rounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.models import FicheTransport, ReglageTransport, SeparationTransport
from maillage.cartographie.permissions import TOURNEES, exiger
from maillage.cartographie.selectors.reglages_transport import reglage, separes_de
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

CONFLIT = "Quelqu'un d'autre vient d'écrire ici. Voici ce qui est enregistré maintenant : relisez, puis recommencez."


@transaction.atomic
def ecrire_fiche(
    acteur: Acteur, dispositif: DispositifVise, jeune_id: int, *, valeurs: Mapping[str, Any], separes: Collection[int]
) -> FicheTransport:
    """Write how a young person travels; `valeurs` holds the fields and the `version` that was read (0: there was none)."""
    exiger(acteur, TOURNEES, dispositif.pk)
    fiche = FicheTransport.objects.filter(dispositif_id=dispositif.pk, jeune_id=jeune_id).first()
    if (fiche.version if fiche else 0) != valeurs["version"]:
        raise ValidationError(CONFLIT)
    champs = {nom: valeur for nom, valeur in valeurs.items() if nom != "version"}
    fiche = fiche or FicheTransport(dispositif_id=dispositif.pk, jeune_id=jeune_id, version=0)
    for nom, valeur in champs.items():
        setattr(fiche, nom, valeur)
    fiche.version += 1
    fiche.full_clean(exclude=["dispositif", "jeune"])
    fiche.save()
    _separer(dispositif.pk, jeune_id, set(separes))
    journaliser(acteur, "cartographie.ecrire_fiche_transport", dispositif_id=dispositif.pk, jeune_id=jeune_id)
    return fiche


def _separer(dispositif_id: int, jeune_id: int, voulus: set[int]) -> None:
    """Both are named in order, so that a pair is written once."""
    actuels = separes_de(dispositif_id, jeune_id)
    voulus.discard(jeune_id)
    for autre in actuels - voulus:
        un, deux = sorted((jeune_id, autre))
        SeparationTransport.objects.filter(dispositif_id=dispositif_id, jeune_id=un, autre_id=deux).delete()
    SeparationTransport.objects.bulk_create(
        SeparationTransport(dispositif_id=dispositif_id, jeune_id=min(jeune_id, autre), autre_id=max(jeune_id, autre))
        for autre in sorted(voulus - actuels)
    )


@transaction.atomic
def ecrire_reglages(acteur: Acteur, dispositif: DispositifVise, valeurs: Mapping[str, Any]) -> ReglageTransport:
    """Write what the establishment pays and allows; an empty value is the convention."""
    exiger(acteur, TOURNEES, dispositif.pk)
    lu = reglage(dispositif.pk)
    if (lu.version if lu else 0) != valeurs["version"]:
        raise ValidationError(CONFLIT)
    lu = lu or ReglageTransport(dispositif_id=dispositif.pk, version=0)
    for nom, valeur in valeurs.items():
        if nom != "version":
            setattr(lu, nom, valeur)
    lu.version += 1
    lu.full_clean(exclude=["dispositif"])
    lu.save()
    journaliser(acteur, "cartographie.regler_transport", dispositif_id=dispositif.pk)
    return lu
