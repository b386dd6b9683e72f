"""Broken glasses: those in course of the acting person, and those to review."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from maillage.parcours.models import BrisDeGlace
from maillage.parcours.selectors.sections import bris_en_cours
from maillage.socle.acteur import Acteur

A_RELIRE, RELUS, TOUS = "a-relire", "relus", "tous"


def bris_de(acteur: Acteur, jeune_id: int, dispositif_id: int) -> BrisDeGlace | None:
    """Return the glass that the person has broken on this file and that still stands, the latest to expire."""
    if acteur.identifiant is None:
        return None
    miens = bris_en_cours().filter(compte_id=acteur.identifiant, jeune_id=jeune_id, dispositif_id=dispositif_id)
    return miens.order_by("-expire_le").first()


def bris_visibles(acteur: Acteur, *, etat: str = A_RELIRE) -> QuerySet[BrisDeGlace]:
    """Return the broken glasses that the person may review, in all their dispositifs, the latest first."""
    condition = {A_RELIRE: Q(avis=""), RELUS: ~Q(avis="")}.get(etat, Q())
    bris = BrisDeGlace.objects.filter(condition).select_related("jeune", "dispositif")
    autorises = acteur.dispositifs("bris")
    return bris if autorises is None else bris.filter(dispositif_id__in=autorises)
