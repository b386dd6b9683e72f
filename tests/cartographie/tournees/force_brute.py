"""The best plan of a small problem by trying everything, with an arithmetic that shares nothing with the solver.

Hours of a sequence are found by relaxing « this hour is at least that one plus so much » until nothing moves, for each hour
at the établissement on a grid of seconds that holds an optimum: those where a constraint is tight.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from maillage.cartographie.tournees.domain.modele import JOUR_S, Jeune, ProblemeTournees, Sens, Vehicule
from tests.cartographie.tournees.fabrique import decoupages, sous_ensembles

Valeur = tuple[int, Fraction]
Arrets = tuple[tuple[int, ...], ...]


def meilleure_valeur(probleme: ProblemeTournees) -> Valeur:
    """(riders left, cost)."""
    nombre = len(probleme.jeunes)
    couts = [_couts(probleme, vehicule) for vehicule in probleme.vehicules]
    meilleures: dict[int, Fraction] = {0: Fraction()}
    for siens in couts:
        suite = dict(meilleures)
        for masque, cout in meilleures.items():
            for ajout, sien in siens.items():
                if not masque & ajout and cout + sien < suite.get(masque | ajout, Fraction(10**9)):
                    suite[masque | ajout] = cout + sien
        meilleures = suite
    return min((nombre - masque.bit_count(), cout) for masque, cout in meilleures.items())


def _couts(probleme: ProblemeTournees, vehicule: Vehicule) -> dict[int, Fraction]:
    point = {rang: jeune.point for rang, jeune in enumerate(probleme.jeunes)}
    couts: dict[int, Fraction] = {}
    for rangs in sous_ensembles(len(probleme.jeunes)):
        if not _tient(probleme, vehicule, [probleme.jeunes[rang] for rang in rangs]):
            continue
        trouves = [_cout(probleme, vehicule, arrets) for arrets in decoupages(rangs, point)]
        possibles = [cout for cout in trouves if cout is not None]
        if possibles:
            couts[sum(1 << rang for rang in rangs)] = min(possibles)
    return couts


def _tient(probleme: ProblemeTournees, vehicule: Vehicule, jeunes: list[Jeune]) -> bool:
    fauteuils = [jeune for jeune in jeunes if jeune.fauteuil]
    escorte = any(jeune.accompagnateur for jeune in jeunes)
    separes = any(probleme.separes(un, autre) for un in jeunes for autre in jeunes if un is not autre)
    assis = len(jeunes) - len(fauteuils) + escorte
    return not separes and len(fauteuils) <= vehicule.places_fauteuil and assis <= vehicule.places


def _cout(probleme: ProblemeTournees, vehicule: Vehicule, arrets: Arrets) -> Fraction | None:
    """Of this sequence of stops by the clock; None when no hours suit."""
    groupes = [[probleme.jeunes[rang] for rang in arret] for arret in arrets]
    etablissement = [probleme.etablissement]
    domiciles = [groupe[0].point for groupe in groupes]
    centre = domiciles + etablissement if probleme.sens is Sens.ALLER else etablissement + domiciles
    points = [vehicule.depart, *centre, vehicule.fin]
    liaisons = [probleme.temps.entre(un, autre) for un, autre in pairwise(points)]
    if any(liaison is None for liaison in liaisons):
        return None
    premier = 1 if probleme.sens is Sens.ALLER else 2
    services = [Fraction()] * len(points)
    for rang, groupe in enumerate(groupes):
        services[premier + rang] = 60 * sum((jeune.embarquement for jeune in groupe), Fraction())
    contraintes = [
        (rang, rang + 1, ceil(services[rang] + 60 * liaison[0])) for rang, liaison in enumerate(liaisons) if liaison
    ]
    secondes = _plus_courte(probleme, groupes, services, contraintes, premier)
    if secondes is None:
        return None
    km = sum((liaison[1] for liaison in liaisons if liaison), Fraction())
    return vehicule.cout_fixe + vehicule.cout_km * km + vehicule.cout_heure * Fraction(secondes, 3600)


def _plus_courte(
    probleme: ProblemeTournees,
    groupes: list[list[Jeune]],
    services: list[Fraction],
    contraintes: list[tuple[int, int, int]],
    premier: int,
) -> int | None:
    """Shortest seconds from depart to fin, by longest paths in the graph of differences; node -1 is midnight."""
    fin = len(services) - 1
    pivot = fin - 1 if probleme.sens is Sens.ALLER else 1
    arcs = list(contraintes)
    bornes = dict.fromkeys(range(fin + 1), (0, JOUR_S - 1))
    bornes[pivot] = (probleme.arrivee.debut, probleme.arrivee.fin)
    for rang, groupe in enumerate(groupes, start=premier):
        for jeune in groupe:
            plafond = 60 * jeune.duree_max
            if probleme.sens is Sens.ALLER:
                arcs.append((pivot, rang, -floor(plafond)))
            else:
                arcs.append((rang, pivot, -floor(plafond - services[rang])))
            if jeune.fenetre:
                basse, haute = bornes[rang]
                bornes[rang] = max(basse, jeune.fenetre.debut), min(haute, jeune.fenetre.fin)
    for rang, (basse, haute) in bornes.items():
        arcs += [(-1, rang, basse), (rang, -1, -haute)]
    return _plus_long_chemin(arcs, depart=0, fin=fin)


def _plus_long_chemin(arcs: list[tuple[int, int, int]], *, depart: int, fin: int) -> int | None:
    """Smallest difference fin − depart that the arcs allow; None when they contradict each other."""
    noeuds = {noeud for un, autre, _ in arcs for noeud in (un, autre)}
    distances = dict.fromkeys(noeuds, -(10**9))
    distances[depart] = 0
    for _ in range(len(noeuds) + 1):
        bouge = False
        for un, autre, valeur in arcs:
            if distances[un] > -(10**8) and distances[un] + valeur > distances[autre]:
                distances[autre], bouge = distances[un] + valeur, True
        if not bouge:
            return distances[fin]
    return None
