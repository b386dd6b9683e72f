"""Improve an assignment that fits: each school again alone, then small groups of schools by integer programme."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation.ecole import Ecole, repartir
from maillage.cartographie.optimisation.sectorisation_highs import Choix, Valeurs, ameliorer

COLONNES_D_UN_GROUPE = 300
"""Possible answers of a group of schools: an integer programme of that size takes a fraction of a second."""
SECONDES_D_UN_GROUPE = 2.0
ECHECS_MAX = 60
"""Groups without progress after which the search ends."""
GRAINE = 20260101


class Voisinage:
    """`choix` always fits the capacities; its three values never rise."""

    def __init__(self, ecoles: Sequence[Ecole], capacites: Mapping[int, int], choix: Choix) -> None:
        self.ecoles, self.choix = ecoles, dict(choix)
        self.restes: dict[int, int] = dict(capacites)
        self.par_dispositif: dict[int, list[int]] = defaultdict(list)
        for numero, ecole in enumerate(ecoles):
            self._compter(ecole, self.choix, -1)
            for rang in ecole.dispositifs():
                self.par_dispositif[rang].append(numero)

    def descendre(self, echeance: Echeance) -> None:
        """Place each school again within what the others leave, until none gains."""
        progres = True
        while progres and not echeance.est_passee():
            progres = False
            for ecole in self.ecoles:
                if echeance.est_passee():
                    return
                self._compter(ecole, self.choix, 1)
                prise = repartir(ecole, self.restes)
                if valeurs_d_une_ecole(ecole, prise) < valeurs_d_une_ecole(ecole, self.choix):
                    self.choix |= prise
                    progres = True
                self._compter(ecole, self.choix, -1)

    def explorer(self, echeance: Echeance) -> None:
        """Groups around a school drawn at random, first among those left without an answer."""
        hasard, echecs = random.Random(GRAINE), 0  # noqa: S311 - not a secret: the same search gives the same result
        while echecs < ECHECS_MAX and not echeance.est_passee():
            echecs = 0 if self._ameliorer_un_groupe(self._groupe(hasard), echeance) else echecs + 1

    def _groupe(self, hasard: random.Random) -> list[int]:
        """Schools that share a dispositif with the first, the nearest to it first, up to the size of a programme."""
        sans = [numero for numero, ecole in enumerate(self.ecoles) if self._manque(ecole)]
        depart = hasard.choice(sans if sans and hasard.random() < 0.5 else range(len(self.ecoles)))
        rangs = sorted(self.ecoles[depart].dispositifs())
        voisines = self.par_dispositif[hasard.choice(rangs)] if rangs else []
        groupe, colonnes = [depart], 0
        for numero in hasard.sample(voisines, len(voisines)):
            colonnes += sum(map(len, self.ecoles[numero].options))
            if colonnes > COLONNES_D_UN_GROUPE:
                break
            if numero != depart:
                groupe.append(numero)
        return groupe

    def _manque(self, ecole: Ecole) -> bool:
        return any(options and self.choix[b] is None for b, options in zip(ecole.besoins, ecole.options, strict=True))

    def _ameliorer_un_groupe(self, groupe: Sequence[int], echeance: Echeance) -> bool:
        ecoles = [self.ecoles[numero] for numero in groupe]
        if not any(ecole.dispositifs() for ecole in ecoles):
            return False
        for ecole in ecoles:
            self._compter(ecole, self.choix, 1)
        libres = {rang: self.restes[rang] for ecole in ecoles for rang in ecole.dispositifs()}
        depart = {besoin: self.choix[besoin] for ecole in ecoles for besoin in ecole.besoins}
        trouve, _ = ameliorer(ecoles, libres, depart, echeance.au_plus(SECONDES_D_UN_GROUPE))
        mieux = valeurs_de(ecoles, trouve) < valeurs_de(ecoles, depart)
        if mieux:
            self.choix |= trouve
        for ecole in ecoles:
            self._compter(ecole, self.choix, -1)
        return mieux

    def _compter(self, ecole: Ecole, choix: Choix, signe: int) -> None:
        """Give back (1) or take (-1) the places of a school."""
        for besoin, demande in zip(ecole.besoins, ecole.demandes, strict=True):
            rang = choix[besoin]
            if rang is not None:
                self.restes[rang] += signe * demande


def valeurs_d_une_ecole(ecole: Ecole, choix: Choix) -> Valeurs:
    """Demand left, interlocutors, demand x minutes."""
    places = [(place, choix[besoin]) for place, besoin in enumerate(ecole.besoins)]
    return (
        sum(ecole.demandes[place] for place, rang in places if rang is None),
        len({rang for _, rang in places if rang is not None}),
        sum(ecole.demandes[place] * ecole.options[place][rang] for place, rang in places if rang is not None),
    )


def valeurs_de(ecoles: Sequence[Ecole], choix: Choix) -> Valeurs:
    un, deux, trois = zip(*(valeurs_d_une_ecole(ecole, choix) for ecole in ecoles), strict=True)
    return sum(un), sum(deux), sum(trois)
