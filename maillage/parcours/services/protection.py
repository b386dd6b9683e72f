"""Measures of the aide sociale à l'enfance: written only by those whose section « social » is open for writing in this file.

The journal says that a measure was written, never which one.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.models import Jeune, MesureAse
from maillage.parcours.referentiels.entree import libelles
from maillage.parcours.selectors.sections import exiger_section
from maillage.parcours.services.ecriture import exiger, noter
from maillage.parcours.services.versions import ecrire_valeurs, prendre
from maillage.socle.acteur import Acces, Acteur

SECTION = "social"


@transaction.atomic
def declarer_mesure(acteur: Acteur, *, jeune: Jeune, dispositif_id: int, **valeurs: Any) -> MesureAse:
    """Write a measure. Raises PermissionDenied, ErreurParcours (dates, unknown code)."""
    _exiger(acteur, jeune.pk, dispositif_id)
    mesure = MesureAse(jeune=jeune, **valeurs)
    _verifier(mesure)
    mesure.save()
    noter(acteur, "declarer_mesure", dispositif_id=dispositif_id, jeune=jeune, section=SECTION)
    return mesure


@transaction.atomic
def modifier_mesure(
    acteur: Acteur, *, mesure: MesureAse, dispositif_id: int, version: int | None = None, **valeurs: Any
) -> MesureAse:
    """Correct a measure, or give it its end. Raises ModifieEntreTemps."""
    _exiger(acteur, mesure.jeune_id, dispositif_id)
    mesure = prendre(mesure)
    lus = ("type", "autorite", "debut", "fin")
    _verifier(MesureAse(**{nom: valeurs.get(nom, getattr(mesure, nom)) for nom in lus}))
    if ecrire_valeurs(mesure, valeurs, version=version):
        noter(acteur, "modifier_mesure", dispositif_id=dispositif_id, jeune=mesure.jeune, section=SECTION)
    return mesure


@transaction.atomic
def retirer_mesure(acteur: Acteur, *, mesure: MesureAse, dispositif_id: int) -> Jeune:
    """Erase a measure entered by mistake."""
    _exiger(acteur, mesure.jeune_id, dispositif_id)
    jeune = mesure.jeune
    noter(acteur, "retirer_mesure", dispositif_id=dispositif_id, jeune=jeune, section=SECTION)
    mesure.delete()
    return jeune


def _exiger(acteur: Acteur, jeune_id: int, dispositif_id: int) -> None:
    exiger(acteur, dispositif_id)
    le = timezone.localdate()
    exiger_section(acteur, jeune_id, SECTION, dispositif_id=dispositif_id, le=le, acces=Acces.ECRITURE)


def _verifier(mesure: MesureAse) -> None:
    if mesure.type not in libelles("protection", "mesures"):
        raise ErreurParcours("Choisissez une mesure de la liste.", champ="type")
    if mesure.autorite not in libelles("protection", "autorites"):
        raise ErreurParcours("Dites qui décide et signe.", champ="autorite")
    if mesure.fin is not None and mesure.fin < mesure.debut:
        raise ErreurParcours("La mesure finit avant de commencer. Vérifiez les deux dates.", champ="fin")
