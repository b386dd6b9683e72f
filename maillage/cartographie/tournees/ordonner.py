"""The best order of the homes of one vehicle when nothing else is asked: what the rounds of an agenda, which say no order, are read with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from maillage.cartographie.tournees.calcul import calculer
from maillage.cartographie.tournees.domain.mesure import TourneeDeclaree
from maillage.cartographie.tournees.domain.modele import JOUR_S, Fenetre, ProblemeTournees, Sens, Tournee
from maillage.cartographie.tournees.solveur.resolution import Minuterie


def ordonner(
    probleme: ProblemeTournees, vehicule: str, jeunes: Collection[str], minuterie: Minuterie
) -> TourneeDeclaree:
    """Every limit is lifted: only the cost orders; those whom no road reaches come last."""
    sien = next(v for v in probleme.vehicules if v.id == vehicule)
    libre = replace(
        probleme,
        arrivee=Fenetre(0, JOUR_S - 1),
        vehicules=(replace(sien, places=len(jeunes), places_fauteuil=0),),
        jeunes=tuple(
            replace(j, fauteuil=False, accompagnateur=False, duree_max=Fraction(24 * 60), fenetre=None, pas_avec=frozenset())
            for j in probleme.jeunes
            if j.id in jeunes
        ),
    )  # fmt: skip
    plan = calculer(libre, minuterie).plan
    ordre = [nom for tournee in plan.tournees for nom in domiciles(tournee, probleme.sens)]
    return TourneeDeclaree(vehicule, (*ordre, *plan.non_servis))


def domiciles(tournee: Tournee, sens: Sens) -> list[str]:
    """Riders in the order in which their homes are passed."""
    return [nom for arret in tournee.arrets for nom in (arret.montent if sens is Sens.ALLER else arret.descendent)]
