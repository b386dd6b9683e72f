"""The problem in whole numbers, seen from the établissement outwards, so that both directions are one.

In this frame time is seconds counted outwards: the clock for RETOUR, minus the clock for ALLER (the round is run backwards).
A round is then: établissement, homes from the first outwards to the last, end of the vehicle on that side. Hours are whole
seconds, so the delay between two stops is rounded up and the ceilings down; costs are whole numbers of `unite`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm

from maillage.cartographie.tournees.domain.modele import JOUR_S, Jeune, ProblemeTournees, Sens, Vehicule

INFINI = 10**12
Grille = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Escale:
    """A stop at a home. `avant` and `apres`: service before and after its hour, in the frame, in `Reseau.pas`.

    `tot` and `tard` bound its hour in the frame, `plafond` the seconds from the établissement to it.
    """

    point: int
    jeunes: tuple[int, ...]
    masque: int
    conflits: int
    avant: int
    apres: int
    tot: int
    tard: int
    plafond: int


@dataclass(frozen=True)
class Reseau:
    """Times and kilometres as whole numbers: `pas` per second, `pas_km` per kilometre. Shared by the variants of a problem."""

    pas: int
    pas_km: int
    secondes: Grille
    km: Grille

    @cached_property
    def inverses(self) -> tuple[Grille, Grille]:
        """(seconds, km) from a column to a row."""
        return tuple(zip(*self.secondes, strict=True)), tuple(zip(*self.km, strict=True))


@dataclass(frozen=True)
class Modele:
    """Vehicles that nothing distinguishes but their name. Legs are from the frame: `jambe_*` on the other side of the
    établissement, `sortie_*` from a home to the end of the round; None = unreachable."""

    vehicules: tuple[str, ...]
    places: int
    places_fauteuil: int
    jambe_s: int | None
    jambe_km: int
    sortie_pas: tuple[int | None, ...]
    sortie_km: tuple[int, ...]
    fixe: int
    par_km: int
    par_seconde: int


def reseau(probleme: ProblemeTournees, jeunes: Iterable[Jeune] | None = None) -> Reseau:
    """Exact whole numbers of the times of a problem, whatever their decimals."""
    minutes, km = probleme.temps.minutes, probleme.temps.km
    services = [60 * jeune.embarquement for jeune in (probleme.jeunes if jeunes is None else jeunes)]
    connus = [60 * valeur for ligne in minutes for valeur in ligne if valeur is not None]
    pas = lcm(*(valeur.denominator for valeur in {*connus, *services}))
    pas_km = lcm(*(valeur.denominator for ligne in km for valeur in ligne if valeur is not None))
    inconnus = [
        [m is None or k is None for m, k in zip(*lignes, strict=True)] for lignes in zip(minutes, km, strict=True)
    ]
    return Reseau(pas, pas_km, _entiers(minutes, inconnus, 60 * pas), _entiers(km, inconnus, pas_km))


def _entiers(grille: Sequence[Sequence[Fraction | None]], inconnus: Sequence[Sequence[bool]], facteur: int) -> Grille:
    return tuple(
        tuple(
            None if valeur is None or inconnu else int(valeur * facteur)
            for valeur, inconnu in zip(ligne, manques, strict=True)
        )
        for ligne, manques in zip(grille, inconnus, strict=True)
    )


class Cadre:
    """The frame of one problem; every vector is indexed by the rank of a rider in `probleme.jeunes` or of a point in `temps.ids`."""

    def __init__(self, probleme: ProblemeTournees, commun: Reseau | None = None) -> None:
        self.probleme = probleme
        self.commun = commun or reseau(probleme)
        self.aller = probleme.sens is Sens.ALLER
        grilles = self.commun.inverses if self.aller else (self.commun.secondes, self.commun.km)
        self.trajets, self.distances = grilles
        self.pivot = probleme.temps.rang[probleme.etablissement]
        debut, fin = probleme.arrivee.debut, probleme.arrivee.fin
        self.arrivee = (-fin, -debut) if self.aller else (debut, fin)
        self.limites = (1 - JOUR_S, 0) if self.aller else (0, JOUR_S - 1)
        self.conflits = self._conflits()
        self.base = Escale(self.pivot, (), 0, 0, 0, 0, -INFINI, INFINI, INFINI)
        self.simples = tuple(self.escale((rang,)) for rang in range(len(probleme.jeunes)))
        self.modeles = self._modeles()
        self.charges: dict[int, tuple[int, int]] = {}

    def _conflits(self) -> tuple[int, ...]:
        jeunes = self.probleme.jeunes
        return tuple(
            sum(1 << j for j, autre in enumerate(jeunes) if i != j and self.probleme.separes(jeune, autre))
            for i, jeune in enumerate(jeunes)
        )

    def escale(self, rangs: Sequence[int]) -> Escale:
        """One stop, at their common point, for these riders."""
        jeunes = [self.probleme.jeunes[rang] for rang in rangs]
        service = int(sum(jeune.embarquement for jeune in jeunes) * 60 * self.commun.pas)
        avant, apres = (service, 0) if self.aller else (0, service)
        tot, tard = -INFINI, INFINI
        for fenetre in (jeune.fenetre for jeune in jeunes if jeune.fenetre):
            debut, fin = (-fenetre.fin, -fenetre.debut) if self.aller else (fenetre.debut, fenetre.fin)
            tot, tard = max(tot, debut), min(tard, fin)
        plafond = min((jeune.duree_max * 60 - Fraction(apres, self.commun.pas)) // 1 for jeune in jeunes)
        masque = sum(1 << rang for rang in rangs)
        conflits = 0
        for rang in rangs:
            conflits |= self.conflits[rang]
        point = self.probleme.temps.rang[jeunes[0].point]
        return Escale(point, tuple(rangs), masque, conflits, avant, apres, tot, tard, plafond)

    @cached_property
    def voisins_de_point(self) -> dict[int, tuple[int, ...]]:
        """Riders of each point where serving several in one stop can help: a window ends, or time between two stops there."""
        par_point: dict[int, list[int]] = defaultdict(list)
        for rang, escale in enumerate(self.simples):
            par_point[escale.point].append(rang)
        return {point: tuple(rangs) for point, rangs in par_point.items() if self._utile_de_grouper(point, rangs)}

    def _utile_de_grouper(self, point: int, rangs: Sequence[int]) -> bool:
        if len(rangs) < 2:
            return False
        jeunes = [self.probleme.jeunes[rang] for rang in rangs]
        entier = all((60 * jeune.embarquement).denominator == 1 for jeune in jeunes)
        return not entier or self.trajets[point][point] != 0 or any(jeune.fenetre for jeune in jeunes)

    def escales_possibles(self, rangs: Sequence[int]) -> list[Escale]:
        """Every useful stop for some of these riders."""
        retenus = set(rangs)
        possibles = [self.simples[rang] for rang in rangs]
        for groupe in self.voisins_de_point.values():
            presents = [rang for rang in groupe if rang in retenus]
            for taille in range(2, len(presents) + 1):
                possibles += [self.escale(choix) for choix in combinations(presents, taille)]
        return [escale for escale in possibles if not escale.masque & escale.conflits]

    def charge(self, masque: int) -> tuple[int, int]:
        """(places, places_fauteuil) taken by these riders, the escort included."""
        connue = self.charges.get(masque)
        if connue is None:
            jeunes = [jeune for rang, jeune in enumerate(self.probleme.jeunes) if masque >> rang & 1]
            fauteuils = sum(jeune.fauteuil for jeune in jeunes)
            connue = len(jeunes) - fauteuils + any(jeune.accompagnateur for jeune in jeunes), fauteuils
            self.charges[masque] = connue
        return connue

    def admet(self, modele: Modele, masque: int) -> bool:
        places, fauteuils = self.charge(masque)
        return places <= modele.places and fauteuils <= modele.places_fauteuil

    @cached_property
    def unite(self) -> int:
        """Whole numbers of cost in one euro."""
        vehicules = self.probleme.vehicules
        km = lcm(*(v.cout_km.denominator for v in vehicules)) * self.commun.pas_km
        heure = lcm(*((v.cout_heure / 3600).denominator for v in vehicules))
        return lcm(km, heure, *(v.cout_fixe.denominator for v in vehicules))

    def _modeles(self) -> tuple[Modele, ...]:
        semblables: dict[tuple[object, ...], list[Vehicule]] = defaultdict(list)
        for vehicule in self.probleme.vehicules:
            cle = (vehicule.depart, vehicule.fin, vehicule.places, vehicule.places_fauteuil)
            semblables[(*cle, vehicule.cout_km, vehicule.cout_heure, vehicule.cout_fixe)].append(vehicule)
        return tuple(self._modele(groupe) for groupe in semblables.values())

    def _modele(self, groupe: Sequence[Vehicule]) -> Modele:
        vehicule, rang = groupe[0], self.probleme.temps.rang
        proche, loin = (vehicule.fin, vehicule.depart) if self.aller else (vehicule.depart, vehicule.fin)
        ici, la = (self.pivot, rang[proche]) if self.aller else (rang[proche], self.pivot)
        jambe, jambe_km = self.commun.secondes[ici][la], self.commun.km[ici][la]
        return Modele(
            vehicules=tuple(v.id for v in groupe),
            places=vehicule.places,
            places_fauteuil=vehicule.places_fauteuil,
            jambe_s=None if jambe is None else -(-jambe // self.commun.pas),
            jambe_km=jambe_km or 0,
            sortie_pas=tuple(ligne[rang[loin]] for ligne in self.trajets),
            sortie_km=tuple(ligne[rang[loin]] or 0 for ligne in self.distances),
            fixe=int(vehicule.cout_fixe * self.unite),
            par_km=int(vehicule.cout_km * self.unite / self.commun.pas_km),
            par_seconde=int(vehicule.cout_heure * self.unite / 3600),
        )

    def ecart(self, de: Escale, vers: Escale) -> int | None:
        """Whole seconds between the hours of two stops that follow each other outwards; None when unreachable."""
        trajet = self.trajets[de.point][vers.point]
        return None if trajet is None else -(-(de.apres + trajet + vers.avant) // self.commun.pas)
