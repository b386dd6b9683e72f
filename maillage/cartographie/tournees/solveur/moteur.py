"""PyVRP as the engine of the search: the problem in its words, and its answer read back by the exact rules.

Outwards, each rider is a client at a place of its own: an edge holds the whole delay between two hours, services included, so
that PyVRP and the exact timetable count the same seconds. Both kinds of places, separations (a dimension of load of one seat),
windows and the hour at the établissement are said exactly; the ceiling on the ride too when nobody has a window (all the rounds
then take the same hour) or when all have the same ceiling (it is the longest duration of a round). Otherwise it holds for the
last rider only. A vehicle has an escort's seat or not as in the answer begun from. Two riders in one stop are not said at all.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pyvrp
from pyvrp.stop import MaxIterations

from maillage.cartographie.tournees.domain.cadre import INFINI, Cadre, Escale, Modele
from maillage.cartographie.tournees.domain.seul import Regle, obstacles
from maillage.cartographie.tournees.solveur.circuit import Circuit
from maillage.cartographie.tournees.solveur.voisinage import Etape

COUT_DE_DEPART = 10**7
"""What the answer begun from costs, in the whole numbers given to PyVRP: exact enough to choose by."""
PRIX = 3 * COUT_DE_DEPART
"""Of a rider served; more than a plan costs."""
PARAMETRES = pyvrp.SolveParams(
    penalty=pyvrp.PenaltyParams(max_penalty=10.0 * COUT_DE_DEPART, solutions_between_updates=50)
)
"""A place or a second too many may weigh more than a rider left; weights follow soon, as runs are short."""
INTERDIT = 10**9
REMEDIABLE = {Regle.INATTEIGNABLE}
"""What may stop a rider alone and not behind another: a way that is missing."""
SEPARATIONS = 12
"""Dimensions of load given to separations; beyond, they are only looked at when the answer is read back."""

Grille = np.ndarray[Any, np.dtype[Any]]
"""Whole numbers."""


@dataclass(frozen=True)
class _Type:
    """Vehicles of one model with an escort's seat taken, or with none allowed (None: nobody needs one)."""

    modele: int
    nombre: int
    escorte: bool | None


class Moteur:
    """One problem in the words of PyVRP, but for the riders left whom no vehicle could serve, alone or on the way of another."""

    def __init__(self, cadre: Cadre, etape: Etape) -> None:
        self.cadre, self.etape = cadre, etape
        tous, jeunes, absents = range(len(cadre.simples)), cadre.probleme.jeunes, set(etape.absents)
        seuls = {rang for rang in absents if all(obstacles(cadre, rang, m) - REMEDIABLE for m in cadre.modeles)}
        self.rangs = [rang for rang in tous if rang not in seuls]
        self.escales = [cadre.simples[rang] for rang in self.rangs]
        self.accompagnes = sum(1 << rang for rang in self.rangs if jeunes[rang].accompagnateur)
        self.cliques = _cliques(cadre, self.rangs)
        self.plafond = max((0, *(escale.plafond for escale in self.escales)))
        self.fenetres = any(escale.tot > -INFINI or escale.tard < INFINI for escale in self.escales)
        self.durees = self._durees()
        points = [cadre.pivot, *(escale.point for escale in self.escales)]
        self.km = np.array([[cadre.distances[i][j] or 0 for j in points] for i in points], dtype=float)

    def ameliorer(self, *, iterations: int, encore: Callable[[], bool], graine: int) -> Etape:
        """What PyVRP makes of this answer, by the exact rules; riders may be left whom `Recherche.remplir` puts back."""
        types, echelle = self._types(), Fraction(COUT_DE_DEPART, self.etape.cout or self._cout_d_une_tournee())
        if not types or not self.rangs:
            return self.etape
        donnees, compte = self._donnees(types, echelle), MaxIterations(iterations)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            trouve = pyvrp.solve(
                donnees,
                lambda cout: compte(cout) or not encore(),
                seed=graine,
                collect_stats=False,
                params=PARAMETRES,
                initial_solution=self._solution(donnees, types),
            )
        return self._relire(types, trouve.best)

    def _cout_d_une_tournee(self) -> int:
        """A dear one, when the answer begun from serves nobody."""
        loin = int(self.km.max())
        modeles = self.cadre.modeles
        couts = (m.fixe + m.par_km * (m.jambe_km + 3 * loin) + m.par_seconde * 2 * self.plafond for m in modeles)
        return max((1, *couts))

    def _types(self) -> list[_Type]:
        """With and without an escort, as many as the answer has of each; those that stay in may do both."""
        types = []
        for rang, modele in enumerate(self.cadre.modeles):
            nombre = 0 if modele.jambe_s is None else len(modele.vehicules)
            pris = [circuit for circuit in self.etape.circuits if circuit.modele == rang and circuit.escales]
            avec = sum(bool(circuit.masque & self.accompagnes) for circuit in pris)
            if not self.accompagnes:
                types.append(_Type(rang, nombre, None))
            else:
                types.append(_Type(rang, nombre - avec, False))
                types.append(_Type(rang, nombre - len(pris) + avec if modele.places else 0, True))
        return [type_ for type_ in types if type_.nombre]

    def _durees(self) -> Grille:
        """Seconds between two hours. The way to the end, outside the ride, is nil; where the duration of the round stands for
        ceilings that differ, it is what the ceiling of the last rider is below the highest."""
        lieux, fin = [self.cadre.base, *self.escales], len(self.escales) + 1
        durees = np.full((fin + 1, fin + 1), INTERDIT, dtype=np.int64)
        for i, de in enumerate(lieux):
            for j, vers in enumerate(self.escales, start=1):
                ecart = self.cadre.ecart(de, vers)
                if ecart is not None and i != j:
                    durees[i, j] = ecart
            durees[i, fin] = self.plafond - de.plafond if i and self.fenetres else 0
        np.fill_diagonal(durees, 0)
        return durees

    def _couts(self, modele: Modele, echelle: Fraction) -> tuple[Grille, int]:
        """(costs of the edges, the way to the end with its hours included; what was added there for none to be negative)."""
        fin, par_km, par_seconde = len(self.escales) + 1, float(echelle * modele.par_km), self._seconde(modele, echelle)
        couts = np.zeros((fin + 1, fin + 1), dtype=np.int64)
        couts[:fin, :fin] = np.rint(np.minimum(par_km * self.km, INTERDIT))
        for i, escale in enumerate(self.escales, start=1):
            sortie = modele.sortie_pas[escale.point]
            if sortie is None:
                couts[i, fin] = INTERDIT
                continue
            secondes = -(-(escale.apres + sortie) // self.cadre.commun.pas) - int(self.durees[i, fin])
            couts[i, fin] = min(round(par_km * modele.sortie_km[escale.point]) + par_seconde * secondes, INTERDIT)
        ajout = max(0, -int(couts[1:fin, fin].min()))
        couts[1:fin, fin] += ajout
        np.fill_diagonal(couts, 0)
        return couts, ajout

    @staticmethod
    def _seconde(modele: Modele, echelle: Fraction) -> int:
        return min(round(echelle * modele.par_seconde), INTERDIT)

    def _donnees(self, types: Sequence[_Type], echelle: Fraction) -> pyvrp.ProblemData:
        grilles = [self._couts(modele, echelle) for modele in self.cadre.modeles]
        ajouts = [ajout for _, ajout in grilles]
        return pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0) for _ in self.durees],
            clients=[self._client(place) for place in range(len(self.escales))],
            depots=[pyvrp.Depot(0), pyvrp.Depot(len(self.escales) + 1)],
            vehicle_types=[self._vehicules(type_, echelle, ajouts[type_.modele]) for type_ in types],
            distance_matrices=[couts for couts, _ in grilles],
            duration_matrices=[self.durees for _ in grilles],
        )

    def _client(self, place: int) -> pyvrp.Client:
        rang, escale = self.rangs[place], self.escales[place]
        jeune, (debut, fin) = self.cadre.probleme.jeunes[rang], self.cadre.arrivee
        separes = (clique >> rang & 1 for clique in self.cliques)
        tot = max(0, escale.tot - debut)
        return pyvrp.Client(
            place + 1,
            delivery=[int(charge) for charge in (not jeune.fauteuil, jeune.fauteuil, jeune.accompagnateur, *separes)],
            tw_early=tot,
            tw_late=max(tot, min(escale.tard, fin + escale.plafond) - debut),
            prize=PRIX,
            required=False,
        )

    def _vehicules(self, type_: _Type, echelle: Fraction, ajout: int) -> pyvrp.VehicleType:
        modele, (debut, fin) = self.cadre.modeles[type_.modele], self.cadre.arrivee
        places = modele.places - (type_.escorte is True)
        accompagnes = 0 if type_.escorte is False else len(self.rangs)
        fixe = modele.fixe + modele.par_km * modele.jambe_km + modele.par_seconde * (modele.jambe_s or 0)
        return pyvrp.VehicleType(
            type_.nombre,
            capacity=[places, modele.places_fauteuil, accompagnes, *(1 for _ in self.cliques)],
            end_depot=1,
            fixed_cost=max(0, min(round(echelle * fixe), INTERDIT) - ajout),
            tw_early=0 if self.fenetres else fin - debut,
            start_late=fin - debut,
            shift_duration=self.plafond,
            unit_duration_cost=self._seconde(modele, echelle),
            profile=type_.modele,
        )

    def _solution(self, donnees: pyvrp.ProblemData, types: Sequence[_Type]) -> pyvrp.Solution:
        rang_du_type = {(type_.modele, type_.escorte): rang for rang, type_ in enumerate(types)}
        places = {rang: place for place, rang in enumerate(self.rangs)}
        routes = []
        for circuit in self.etape.circuits:
            if circuit.escales:
                escorte = bool(circuit.masque & self.accompagnes) if self.accompagnes else None
                visites = [places[rang] for escale in circuit.escales for rang in escale.jeunes]
                routes.append(pyvrp.Route(donnees, visites, rang_du_type[circuit.modele, escorte]))
        return pyvrp.Solution(donnees, routes)

    def _relire(self, types: Sequence[_Type], solution: pyvrp.Solution) -> Etape:
        """A rider who breaks a rule in his round is left, and so is the smallest round when a model has too many."""
        trouves: list[list[Circuit]] = [[] for _ in self.cadre.modeles]
        for route in solution.routes():
            rang = types[route.vehicle_type()].modele
            visites = [self.escales[activite.idx] for activite in route if activite.is_client()]
            trouves[rang].append(_tenir(self.cadre, rang, visites))
        circuits: list[Circuit] = []
        for rang, modele in enumerate(self.cadre.modeles):
            nombre = len(modele.vehicules)
            siens = sorted(trouves[rang], key=lambda circuit: -circuit.masque.bit_count())[:nombre]
            circuits += [*siens, *[Circuit(self.cadre, rang)] * (nombre - len(siens))]
        servis = sum(circuit.masque for circuit in circuits)
        return Etape(tuple(circuits), tuple(rang for rang in range(len(self.cadre.simples)) if not servis >> rang & 1))


def _tenir(cadre: Cadre, modele: int, escales: Sequence[Escale]) -> Circuit:
    """These stops when every rule allows them; else those that can be put one after the other, each where it costs least."""
    masque = sum(escale.masque for escale in escales)
    separes = any(masque & escale.conflits for escale in escales)
    if not separes and cadre.admet(cadre.modeles[modele], masque):
        try:
            return Circuit(cadre, modele, escales)
        except ValueError:
            pass
    circuit = Circuit(cadre, modele)
    for escale in escales:
        insertion = circuit.meilleure_insertion(escale.jeunes[0])
        if insertion is not None:
            circuit = Circuit(cadre, modele, circuit.avec(insertion))
    return circuit


def _cliques(cadre: Cadre, rangs: Sequence[int]) -> list[int]:
    """Sets of riders all separated from each other, which cover the separations."""
    restent = {paire for paire in combinations(rangs, 2) if cadre.conflits[paire[0]] >> paire[1] & 1}
    cliques: list[int] = []
    while restent and len(cliques) < SEPARATIONS:
        membres: list[int] = list(min(restent))
        for rang in rangs:
            if all(cadre.conflits[rang] >> autre & 1 for autre in membres):
                membres.append(rang)
        restent -= set(combinations(sorted(membres), 2))
        cliques.append(sum(1 << rang for rang in membres))
    return cliques
