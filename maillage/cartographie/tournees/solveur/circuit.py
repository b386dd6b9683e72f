"""One vehicle's round under search: immutable, with what makes an insertion or a removal cheap to test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from maillage.cartographie.tournees.domain.cadre import Cadre, Escale
from maillage.cartographie.tournees.domain.trajet import (
    Suite,
    conclure,
    joindre,
    parcourir,
    prolonger,
    remonter,
)


class Insertion(NamedTuple):
    """`gain`: added cost. `remplace`: the new stop takes the place of the one at `rang` instead of going before it."""

    gain: int
    rang: int
    escale: Escale
    remplace: bool


class Circuit:
    """Stops outwards of one vehicle of a model; empty when the vehicle stays."""

    __slots__ = ("cadre", "conflits", "cout", "escales", "essais", "etats", "masque", "modele", "suites")

    def __init__(self, cadre: Cadre, modele: int, escales: Sequence[Escale] = ()) -> None:
        """Raise ValueError when the sequence is not allowed."""
        etats = parcourir(cadre, escales)
        cout = conclure(cadre, etats[-1], escales[-1], cadre.modeles[modele]) if etats and escales else 0
        if etats is None or cout is None:
            raise ValueError("tournée impossible")
        self.cadre, self.modele, self.escales, self.etats, self.cout = cadre, modele, tuple(escales), etats, cout
        self.masque = self.conflits = 0
        for escale in escales:
            self.masque, self.conflits = self.masque | escale.masque, self.conflits | escale.conflits
        self.essais: dict[int, Insertion | None] = {}
        self.suites: list[Suite] = []
        suivante = None
        for escale in reversed(escales):
            self.suites.append(remonter(cadre, escale, suivante, self.suites[-1] if self.suites else None))
            suivante = escale
        self.suites.reverse()

    def meilleure_insertion(self, jeune: int) -> Insertion | None:
        """The cheapest allowed place of this rider in the round; asked again, it is not computed again."""
        if jeune not in self.essais:
            self.essais[jeune] = self._meilleure_insertion(jeune)
        return self.essais[jeune]

    def _meilleure_insertion(self, jeune: int) -> Insertion | None:
        cadre, nouvelle = self.cadre, self.cadre.simples[jeune]
        if nouvelle.masque & self.conflits or not cadre.admet(
            cadre.modeles[self.modele], self.masque | nouvelle.masque
        ):
            return None
        meilleure = None
        for rang in range(len(self.escales) + 1):
            gain = self._essayer(rang, nouvelle, rang)
            if gain is not None and (meilleure is None or gain < meilleure.gain):
                meilleure = Insertion(gain, rang, nouvelle, False)
        if jeune in cadre.voisins_de_point.get(nouvelle.point, ()):
            return self._grouper(jeune, nouvelle.point, meilleure)
        return meilleure

    def _grouper(self, jeune: int, point: int, meilleure: Insertion | None) -> Insertion | None:
        for rang, escale in enumerate(self.escales):
            if escale.point != point:
                continue
            groupee = self.cadre.escale(sorted((*escale.jeunes, jeune)))
            gain = self._essayer(rang, groupee, rang + 1)
            if gain is not None and (meilleure is None or gain < meilleure.gain):
                meilleure = Insertion(gain, rang, groupee, True)
        return meilleure

    def _essayer(self, rang: int, escale: Escale, reprise: int) -> int | None:
        """Added cost of `escale` after the first `rang` stops, the round going on at stop `reprise`."""
        cadre, escales = self.cadre, self.escales
        etat = prolonger(cadre, self.etats[rang], escales[rang - 1] if rang else cadre.base, escale)
        if etat is None:
            return None
        derniere = escale
        if reprise < len(escales):
            etat = prolonger(cadre, etat, escale, escales[reprise])
            etat = joindre(etat, self.suites[reprise]) if etat else None
            derniere = escales[-1]
        cout = conclure(cadre, etat, derniere, cadre.modeles[self.modele]) if etat else None
        return None if cout is None else cout - self.cout

    def avec(self, insertion: Insertion) -> tuple[Escale, ...]:
        """The stops once the rider is put in."""
        reprise = insertion.rang + insertion.remplace
        return (*self.escales[: insertion.rang], insertion.escale, *self.escales[reprise:])
