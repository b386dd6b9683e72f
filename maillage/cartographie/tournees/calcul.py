"""The whole computation, for a page or the command: plan, explanation of who is left, verification."""

from __future__ import annotations

from maillage.cartographie.tournees.domain.cadre import Cadre
from maillage.cartographie.tournees.domain.modele import ProblemeTournees, Resultat
from maillage.cartographie.tournees.domain.verification import Infraction, verifier
from maillage.cartographie.tournees.explication import Explications
from maillage.cartographie.tournees.solveur.resolution import GRAINE, Minuterie, resoudre

PART_RECHERCHE = 0.85
"""Share of the remaining time for the search; the rest explains, verifies and writes."""


class PlanFautifError(Exception):
    """The solver made a plan that breaks a rule: a defect of Maillage, nothing is written."""

    def __init__(self, infractions: list[Infraction]) -> None:
        super().__init__(" ; ".join(f"{i.regle} {i.ou} : {i.texte}" for i in infractions))


def calculer(probleme: ProblemeTournees, minuterie: Minuterie, *, graine: int = GRAINE) -> Resultat:
    """The same problem and seed give the same answer as long as the time limit is not what ends the search."""
    cadre = Cadre(probleme)
    solution = resoudre(cadre, minuterie.part(PART_RECHERCHE), graine=graine)
    infractions = verifier(probleme, solution.plan)
    if infractions:
        raise PlanFautifError(infractions)
    return Resultat(solution.statut, solution.plan, Explications(cadre, solution, minuterie).expliquer())
