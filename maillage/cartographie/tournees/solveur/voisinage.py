"""Ruin and recreate: strings of neighbouring riders are taken out, then put back where they cost least. Slow beside PyVRP, but
on the exact rules: measured better where riders are left, or where PyVRP's model is loose.

After Christiaens and Vanden Berghe, « Slack induction by string removals » (Transportation Science 54, 2020).
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from maillage.cartographie.tournees.domain.cadre import INFINI, Cadre, Escale
from maillage.cartographie.tournees.solveur.circuit import Circuit, Insertion
from maillage.cartographie.tournees.solveur.enumeration import Colonne, Rassemblement

RETRAIT_MOYEN = 10
LONGUEUR_MAX = 10
CIRCUITS_GARDES = 50_000
OUBLI = 0.01
"""Share of the rounds not looked at, for variety."""
CHALEUR, FROIDEUR = 0.1, 0.0005
"""Temperatures at the beginning and the end, as shares of the mean cost of a round."""

PENALITE = 0.5
"""What a rider left weighs while searching, as a share of the mean cost of a round: small enough to leave one for a while."""


@dataclass(frozen=True)
class Etape:
    """A whole answer under search; `absents` are the riders left, by rank."""

    circuits: tuple[Circuit, ...]
    absents: tuple[int, ...]

    @property
    def cout(self) -> int:
        return sum(circuit.cout for circuit in self.circuits)

    @property
    def valeur(self) -> tuple[int, int]:
        return len(self.absents), self.cout


def vide(cadre: Cadre) -> Etape:
    """Nobody is served; one empty round per vehicle."""
    circuits = (Circuit(cadre, rang) for rang, modele in enumerate(cadre.modeles) for _ in modele.vehicules)
    return Etape(tuple(circuits), tuple(range(len(cadre.simples))))


class Recherche:
    """Search from an answer; `encore()` says whether there is time. Every round met is kept in `connues`."""

    def __init__(self, cadre: Cadre, *, graine: int, encore: Callable[[], bool], connues: Rassemblement) -> None:
        self.cadre, self.encore, self.connues = cadre, encore, connues
        self.hasard = random.Random(graine)  # noqa: S311 (a search, not a secret)
        self.oubli = OUBLI
        self.circuits: dict[tuple[int, tuple[tuple[int, ...], ...]], Circuit] = {}
        self.refus = [0] * len(cadre.simples)
        self.voisins = [self._voisins(rang) for rang in range(len(cadre.simples))]
        self.eloignement = [self._minutes(cadre.pivot, escale.point) for escale in cadre.simples]

    def _minutes(self, un: int, autre: int) -> int:
        trajet = self.cadre.trajets[un][autre]
        return INFINI if trajet is None else trajet

    def _voisins(self, rang: int) -> list[int]:
        ici = self.cadre.simples[rang].point
        return sorted(
            range(len(self.cadre.simples)),
            key=lambda autre: (autre != rang, self._minutes(ici, self.cadre.simples[autre].point), autre),
        )

    def remplir(self, etape: Etape, *, oubli: float = OUBLI) -> Etape:
        """Put back as many absent riders as possible, one after the other; only the first answer does not look at the time."""
        self.oubli = oubli
        circuits = list(etape.circuits)
        premiere = not any(circuit.escales for circuit in circuits)
        restants = []
        for jeune in self._ordre(etape.absents):
            place = self._meilleure_place(jeune, circuits) if premiere or self.encore() else None
            if place is None:
                restants.append(jeune)
                self.refus[jeune] += 1
                continue
            rang, insertion = place
            circuits[rang] = self.circuit(circuits[rang].modele, circuits[rang].avec(insertion))
        return Etape(tuple(circuits), tuple(sorted(restants)))

    def circuit(self, modele: int, escales: tuple[Escale, ...]) -> Circuit:
        """The same object for the same stops: what was tried on it once is known."""
        cle = modele, tuple(escale.jeunes for escale in escales)
        connu = self.circuits.get(cle)
        if connu is None:
            if len(self.circuits) >= CIRCUITS_GARDES:
                self.circuits.clear()
            connu = self.circuits[cle] = Circuit(self.cadre, modele, escales)
        return connu

    def retenir(self, etape: Etape) -> None:
        """Know its rounds, for the choice among rounds of several answers."""
        for circuit in etape.circuits:
            if circuit.escales:
                self.connues.retenir(Colonne(circuit.masque, circuit.modele, circuit.cout, circuit.escales))

    def _ordre(self, absents: Iterable[int]) -> list[int]:
        melange = list(absents)
        self.hasard.shuffle(melange)
        maniere = self.hasard.choices(("hasard", "refus", "loin", "pres"), (4, 3, 2, 1))[0]
        if maniere == "refus":
            melange.sort(key=lambda jeune: -self.refus[jeune])
        elif maniere != "hasard":
            melange.sort(key=lambda jeune: self.eloignement[jeune], reverse=maniere == "loin")
        return melange

    def _meilleure_place(self, jeune: int, circuits: list[Circuit]) -> tuple[int, Insertion] | None:
        meilleure: tuple[int, Insertion] | None = None
        vides: set[int] = set()
        for rang, circuit in enumerate(circuits):
            if not circuit.escales and circuit.modele in vides:
                continue
            if not circuit.escales:
                vides.add(circuit.modele)
            elif self.hasard.random() < self.oubli:
                continue
            insertion = circuit.meilleure_insertion(jeune)
            if insertion is not None and (meilleure is None or insertion.gain < meilleure[1].gain):
                meilleure = rang, insertion
        return meilleure

    def retirer(self, etape: Etape) -> Etape:
        """Take out strings of riders around a random one."""
        circuits, absents = list(etape.circuits), set(etape.absents)
        porteur = {j: rang for rang, c in enumerate(circuits) for escale in c.escales for j in escale.jeunes}
        occupes = [len(circuit.escales) for circuit in circuits if circuit.escales]
        if not occupes:
            return etape
        longueur_max = min(LONGUEUR_MAX, sum(occupes) / len(occupes))
        chaines = int(self.hasard.uniform(1, 4 * RETRAIT_MOYEN / (1 + longueur_max)))
        touches: set[int] = set()
        for jeune in self.voisins[self.hasard.randrange(len(self.voisins))]:
            rang = porteur.get(jeune)
            if len(touches) >= chaines:
                break
            if rang is None or rang in touches or jeune in absents:
                continue
            touches.add(rang)
            longueur = int(self.hasard.uniform(1, min(longueur_max, len(circuits[rang].escales)) + 1))
            absents |= self._couper(circuits, rang, jeune, longueur)
        return Etape(tuple(circuits), tuple(sorted(absents)))

    def _couper(self, circuits: list[Circuit], rang: int, jeune: int, longueur: int) -> set[int]:
        """Shorten one round by a string of stops that holds the rider; the whole round when what remains is not allowed."""
        escales = circuits[rang].escales
        position = next(k for k, escale in enumerate(escales) if jeune in escale.jeunes)
        debut = self.hasard.randint(max(0, position - longueur + 1), min(position, len(escales) - longueur))
        otees = escales[debut : debut + longueur]
        try:
            circuits[rang] = Circuit(
                self.cadre, circuits[rang].modele, (*escales[:debut], *escales[debut + longueur :])
            )
        except ValueError:
            otees = escales
            circuits[rang] = Circuit(self.cadre, circuits[rang].modele)
        return {rang for escale in otees for rang in escale.jeunes}

    def recuire(self, depart: Etape, iterations: int) -> Etape:
        """Simulated annealing over `iterations` ruins; the best answer met, `depart` included."""
        courante = meilleure = depart
        utilises = sum(bool(circuit.escales) for circuit in depart.circuits) or 1
        moyenne = max(depart.cout / utilises, 1)
        penalite = PENALITE * moyenne
        refroidissement = (FROIDEUR / CHALEUR) ** (1 / max(iterations, 1))
        chaleur = CHALEUR * moyenne
        for _ in range(iterations):
            if not self.encore():
                break
            essai = self.remplir(self.retirer(courante))
            self.retenir(essai)
            ecart = essai.cout - courante.cout + penalite * (len(essai.absents) - len(courante.absents))
            if ecart < -chaleur * math.log(self.hasard.random() or 1e-12):
                courante = essai
            if essai.valeur < meilleure.valeur:
                meilleure = essai
            chaleur *= refroidissement
        return meilleure
