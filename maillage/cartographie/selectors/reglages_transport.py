"""What an establishment pays and allows for its rounds: its own figures over the dated conventions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from maillage.cartographie.models import FicheTransport, ReglageTransport, SeparationTransport
from maillage.cartographie.referentiels.transport import conventions_transport

CHAMPS = ("cout_km", "cout_heure", "cout_fixe", "co2_g_km", "duree_max", "embarquement")
CONVENTIONS = {"duree_max": "duree_max_min", "embarquement": "embarquement_min"}
"""Fields whose convention bears another name."""


@dataclass(frozen=True)
class ReglagesEffectifs:
    """`conventions`: the fields that the establishment left to the convention."""

    cout_km: Decimal
    cout_heure: Decimal
    cout_fixe: Decimal
    co2_g_km: int
    duree_max: int
    embarquement: int
    conducteur_places: int
    conventions: frozenset[str]


def reglage(dispositif_id: int) -> ReglageTransport | None:
    return ReglageTransport.objects.filter(dispositif_id=dispositif_id).first()


def lire_reglages(dispositif_id: int, le: dt.date) -> ReglagesEffectifs:
    """Return what holds that day (1 query)."""
    sien, conventions = reglage(dispositif_id), conventions_transport(le)
    valeurs: dict[str, Any] = {}
    laisses = set()
    for champ in CHAMPS:
        propre = getattr(sien, champ) if sien else None
        if propre is None:
            laisses.add(champ)
        valeurs[champ] = getattr(conventions, CONVENTIONS.get(champ, champ)) if propre is None else propre
    return ReglagesEffectifs(**valeurs, conducteur_places=conventions.conducteur_places, conventions=frozenset(laisses))


def fiche_de(dispositif_id: int, jeune_id: int) -> FicheTransport | None:
    return FicheTransport.objects.select_related("point").filter(dispositif_id=dispositif_id, jeune_id=jeune_id).first()


def fiches_du_dispositif(dispositif_id: int) -> QuerySet[FicheTransport]:
    return FicheTransport.objects.filter(dispositif_id=dispositif_id).select_related("point")


def arrets_par_fiche(dispositif_id: int, fiches: Collection[int]) -> dict[int, FicheTransport]:
    """Return the sheets whose stop is placed (1 query)."""
    placees = FicheTransport.objects.filter(dispositif_id=dispositif_id, pk__in=fiches, lon__isnull=False)
    return {fiche.pk: fiche for fiche in placees}


def rendez_vous_par_jeune(dispositif_id: int, jeunes: Collection[int]) -> dict[int, str]:
    """Return where each one waits for the vehicle, when a sheet says it (1 query)."""
    fiches = FicheTransport.objects.filter(dispositif_id=dispositif_id, jeune_id__in=jeunes).exclude(rendez_vous="")
    return dict(fiches.values_list("jeune_id", "rendez_vous"))


def separes_de(dispositif_id: int, jeune_id: int) -> set[int]:
    """Return those with whom this young person never travels (1 query)."""
    paires = SeparationTransport.objects.filter(dispositif_id=dispositif_id).values_list("jeune_id", "autre_id")
    return {autre if un == jeune_id else un for un, autre in paires if jeune_id in (un, autre)}


def separations_par_jeune(dispositif_id: int) -> dict[int, int]:
    """Return with how many others each young person never travels (1 query)."""
    comptes: dict[int, int] = {}
    for paire in SeparationTransport.objects.filter(dispositif_id=dispositif_id).values_list("jeune_id", "autre_id"):
        for cle in paire:
            comptes[cle] = comptes.get(cle, 0) + 1
    return comptes
