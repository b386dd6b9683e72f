"""A scenario computed: the proven choice of the solver of contract 3, then the figures of each candidate beside those of today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from maillage.cartographie.domain.implantation import ecart, evaluer
from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.domain.scenarios import (
    ChiffresDuChoix,
    Etude,
    HypothesesDeplacements,
    LieuDeBesoin,
    SiteEtudie,
)
from maillage.cartographie.domain.temps import ABSENT, INATTEIGNABLE, Entiers, Point, Trajets
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation.implantation import resoudre, stabilite

COTE_A_COTE = 3
"""Candidates shown beside today."""


def mesurer(trajets: Trajets) -> tuple[Entiers, Entiers]:
    """Minutes and kilometres of a provider, as the problem compares them."""
    absents = trajets.minutes == ABSENT
    return np.where(absents, INATTEIGNABLE, trajets.minutes), np.where(absents, INATTEIGNABLE, trajets.km)


def points(lieux: Sequence[LieuDeBesoin | SiteEtudie]) -> list[Point]:
    return [Point(lieu.id, lieu.lon, lieu.lat) for lieu in lieux]


def etudier(
    etude: Etude, k: int, hypotheses: HypothesesDeplacements, *, minimum: int, echeance: Echeance
) -> dict[str, Any]:
    """Return the result kept with the scenario, JSON values only."""
    probleme, rangs = etude.probleme(k)
    issue = resoudre(probleme, echeance.part(0.6))
    bilan = evaluer(probleme, issue.sites) if issue.a_une_solution else None
    gardes = etude.rangs(existant=True, quitte=False)
    retenus = [rangs[rang] for rang in issue.sites]
    aujourd_hui = etude.rangs(existant=True)
    avant, _ = etude.plus_proches(aujourd_hui)
    choix = _choix(etude, gardes, retenus)
    apres, _ = etude.plus_proches([*gardes, *choix[0]] if choix else gardes)
    stable = stabilite(probleme, issue.sites, echeance) if bilan else None
    hors = probleme.hors_portee()
    return {
        "statut": str(issue.statut),
        "ecart": None if bilan is None or issue.borne is None else float(ecart(bilan.valeur, issue.borne)),
        "stabilite": None if stable is None else float(stable),
        "retenus": [etude.sites[rang].id for rang in retenus],
        "population": int(etude.populations.sum()) // UNITE,
        "hors_portee": [etude.lieux[rang].nom for rang in np.flatnonzero(hors).tolist()],
        "colonnes": [
            _colonne(etude, aujourd_hui, hypotheses, nom="Aujourd'hui"),
            *(_comparee(etude, gardes, ajoutes, hypotheses, (avant, minimum)) for ajoutes in choix),
        ],
        "communes": _communes(etude, avant, apres),
    }


def _choix(etude: Etude, gardes: list[int], retenus: list[int]) -> list[list[int]]:
    """What is compared: the choice of the solver first; then, for one opening, the best other candidates, else each retained site alone."""
    nouveaux = etude.rangs(existant=False)
    if len(retenus) > 1:
        return [retenus, *([rang] for rang in retenus)][: COTE_A_COTE + 1]
    classes = sorted(nouveaux, key=lambda rang: (rang not in retenus, etude.rang_de([*gardes, rang]), rang))
    return [[rang] for rang in classes[:COTE_A_COTE]]


def _colonne(etude: Etude, ouverts: list[int], hypotheses: HypothesesDeplacements, *, nom: str) -> dict[str, Any]:
    chiffres = etude.chiffrer(ouverts, hypotheses)
    return {"nom": nom, "sites": [], **_ecrire(chiffres)}


def _comparee(
    etude: Etude, gardes: list[int], ajoutes: list[int], hypotheses: HypothesesDeplacements, base: tuple[Entiers, int]
) -> dict[str, Any]:
    avant, minimum = base
    ouverts = [*gardes, *ajoutes]
    apres, _ = etude.plus_proches(ouverts)
    ecarts = etude.ecarts(avant, apres, minimum=minimum)
    colonne = _colonne(etude, ouverts, hypotheses, nom=" et ".join(etude.sites[rang].nom for rang in ajoutes))
    loyers = [etude.sites[rang].loyer for rang in ajoutes]
    return {
        **colonne,
        "sites": [etude.sites[rang].id for rang in ajoutes],
        "loyer": sum(loyer for loyer in loyers if loyer is not None) if any(x is not None for x in loyers) else None,
        "loyers_inconnus": sum(loyer is None for loyer in loyers),
        **ecarts.__dict__,
        "minutes": [_minutes(valeur) for valeur in apres],
        "gagnantes": _plus_changees(etude, avant, apres, gagne=True),
        "perdantes": _plus_changees(etude, avant, apres, gagne=False),
    }


def _plus_changees(etude: Etude, avant: Entiers, apres: Entiers, *, gagne: bool) -> list[str]:
    """Names of the five communes whose way changes the most, in that direction."""
    connus = (avant != INATTEIGNABLE) & (apres != INATTEIGNABLE)
    ecarts = np.where(connus, np.where(connus, avant, 0) - np.where(connus, apres, 0), 0)
    ordre = np.argsort(-ecarts if gagne else ecarts, kind="stable")[:5].tolist()
    return [etude.lieux[rang].nom for rang in ordre if (ecarts[rang] > 0 if gagne else ecarts[rang] < 0)]


def _ecrire(chiffres: ChiffresDuChoix) -> dict[str, float | None]:
    return {nom: None if valeur is None else round(float(valeur), 2) for nom, valeur in chiffres.__dict__.items()}


def _communes(etude: Etude, avant: Entiers, apres: Entiers) -> list[dict[str, Any]]:
    return [
        {
            "code": lieu.id,
            "nom": lieu.nom,
            "lon": lieu.lon,
            "lat": lieu.lat,
            "population": lieu.population,
            "avant": _minutes(avant[rang]),
            "apres": _minutes(apres[rang]),
        }
        for rang, lieu in enumerate(etude.lieux)
    ]


def _minutes(valeur: Any) -> float | None:
    return None if int(valeur) == INATTEIGNABLE else round(int(valeur) / UNITE, 1)
