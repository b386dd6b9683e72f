"""The facts of the path that the count reads: one query each, rows with the columns of the activity contract 2.2.

`jeune_id` is the public identifier, `dispositif_id` the code of the dispositif; dates are `date` or None. Not limited by a person:
the caller (the count of a dispositif) holds the right.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from maillage.parcours.models import Complexite, Demande, Jeune, PeriodeModalite, Phase, Scolarite
from maillage.parcours.selectors.connus import connus_du_dispositif

Ligne = dict[str, Any]
JEUNE = {"jeune_id": "jeune__identifiant"}
DISPOSITIF = {"dispositif_id": "dispositif__code"}
DATES = {"debut": "debut", "fin": "fin"}


def jeunes_pour_le_compte(dispositif_id: int, *, aussi: Collection[str] = ()) -> list[Ligne]:
    """Table `jeune`: those known of the dispositif, and those of the identifiers `aussi` (listed in its agenda)."""
    connus = connus_du_dispositif(dispositif_id)
    if aussi:
        connus = Jeune.objects.filter(Q(pk__in=connus.values("pk")) | Q(identifiant__in=aussi))
    return _lignes(
        connus,
        {"jeune_id": "identifiant", "naissance": "naissance", "sexe": "sexe", "commune_insee": "commune_id"},
    )


def phases_pour_le_compte(dispositif_id: int) -> list[Ligne]:
    """Table `phase`."""
    colonnes = {nom: nom for nom in ("type", "motif_sortie", "destination", "creton")}
    return _lignes(
        Phase.objects.filter(dispositif_id=dispositif_id),
        {"phase_id": "identifiant", **JEUNE, **DISPOSITIF, **DATES, **colonnes},
    )


def periodes_pour_le_compte(dispositif_id: int) -> list[Ligne]:
    """Table `modalite_periode`, without the fiches de liaison."""
    return _lignes(
        PeriodeModalite.objects.filter(dispositif_id=dispositif_id),
        {**JEUNE, **DISPOSITIF, "modalite": "modalite", **DATES},
    )


def scolarites_pour_le_compte(dispositif_id: int) -> list[Ligne]:
    """Table `scolarite` of the young people known of the dispositif; schooling holds in every dispositif, so `dispositif_id` is None."""
    connus = connus_du_dispositif(dispositif_id).values("pk")
    lignes = _lignes(Scolarite.objects.filter(jeune__in=connus), {**JEUNE, "code": "code", **DATES})
    return [{**ligne, "dispositif_id": None} for ligne in lignes]


def complexites_pour_le_compte(dispositif_id: int) -> list[Ligne]:
    """Table `complexite`."""
    return _lignes(
        Complexite.objects.filter(dispositif_id=dispositif_id), {**JEUNE, **DISPOSITIF, "critere": "critere", **DATES}
    )


def demandes_pour_le_compte(dispositif_id: int) -> list[Ligne]:
    """Table `demande`."""
    dates = {nom: nom for nom in ("notification", "reception", "admission", "cloture")}
    return _lignes(
        Demande.objects.filter(dispositif_id=dispositif_id), {"demande_id": "identifiant", **DISPOSITIF, **dates}
    )


def _lignes(queryset: QuerySet[Any], colonnes: dict[str, str]) -> list[Ligne]:
    """Rows in a fixed order, so that the same facts give the same bytes."""
    valeurs = queryset.order_by("pk").values_list(*colonnes.values())
    return [dict(zip(colonnes, ligne, strict=True)) for ligne in valeurs]
