"""The single changes that would let one vehicle also take one more rider, each tried on the exact timetable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from maillage.cartographie.tournees.domain.cadre import Cadre
from maillage.cartographie.tournees.domain.modele import JOUR_S, Assouplissement, Fenetre, Jeune, Vehicule
from maillage.cartographie.tournees.domain.seul import manque
from maillage.cartographie.tournees.solveur.circuit import Circuit
from maillage.cartographie.tournees.solveur.enumeration import enumerer
from maillage.cartographie.tournees.valeurs import ecrire_heure

TAILLE_EXACTE = 6
"""Up to this many riders on board, every order of the stops is tried; above, the others keep theirs."""
LIMITE_ETIQUETTES = 5_000
CENTIEMES = 100


@dataclass(frozen=True)
class Essai:
    """The riders of a vehicle, grouped by stop outwards, and one more; what a change replaces."""

    cadre: Cadre
    vehicule: Vehicule
    arrets: tuple[tuple[int, ...], ...]
    nouveau: int

    @property
    def bord(self) -> tuple[int, ...]:
        return tuple(rang for arret in self.arrets for rang in arret)

    @property
    def jeune(self) -> Jeune:
        return self.cadre.probleme.jeunes[self.nouveau]

    def tient(
        self, *, jeune: Jeune | None = None, vehicule: Vehicule | None = None, arrivee: Fenetre | None = None
    ) -> bool:
        """Whether the vehicle can take them all, with this change."""
        probleme = self.cadre.probleme
        jeunes = (*(probleme.jeunes[rang] for rang in self.bord), jeune or self.jeune)
        change = replace(
            probleme, jeunes=jeunes, vehicules=(vehicule or self.vehicule,), arrivee=arrivee or probleme.arrivee
        )
        cadre = Cadre(change, self.cadre.commun)
        return self._inserable(cadre) or (len(jeunes) <= TAILLE_EXACTE and _enumerable(cadre))

    def _inserable(self, cadre: Cadre) -> bool:
        rangs = {ancien: rang for rang, ancien in enumerate(self.bord)}
        escales = [cadre.escale([rangs[ancien] for ancien in arret]) for arret in self.arrets]
        try:
            return Circuit(cadre, 0, escales).meilleure_insertion(len(rangs)) is not None
        except ValueError:
            return False

    def places(self) -> tuple[int, int]:
        """(places, places_fauteuil) that are missing."""
        masque = sum(1 << rang for rang in (*self.bord, self.nouveau))
        modele = next(m for m in self.cadre.modeles if self.vehicule.id in m.vehicules)
        return manque(self.cadre, modele, masque)

    def separes(self) -> tuple[str, ...]:
        jeunes = (self.cadre.probleme.jeunes[rang] for rang in self.bord)
        return tuple(autre.id for autre in jeunes if self.cadre.probleme.separes(self.jeune, autre))

    def changements(self) -> Iterator[Assouplissement]:
        """Each single change that is enough, at its smallest."""
        places, fauteuils = self.places()
        separes = self.separes()
        if (places > 0) + (fauteuils > 0) + len(separes) > 1:
            return
        if places or fauteuils:
            yield from self._agrandir(places, fauteuils)
        elif separes:
            yield from self._reunir(separes[0])
        else:
            yield from (trouve for trouve in (self.duree(), *self._fenetres(), *self._arrivees()) if trouve)

    def _agrandir(self, places: int, fauteuils: int) -> Iterator[Assouplissement]:
        vehicule = self.vehicule
        plus_grand = replace(
            vehicule, places=vehicule.places + places, places_fauteuil=vehicule.places_fauteuil + fauteuils
        )
        if self.tient(vehicule=plus_grand):
            parametre, quoi = ("places", "place") if places else ("places_fauteuil", "place pour fauteuil")
            texte = f"Ajouter {places or fauteuils} {quoi} au véhicule « {vehicule.id} »."
            yield Assouplissement(parametre, places or fauteuils, texte)

    def _reunir(self, autre: str) -> Iterator[Assouplissement]:
        """The separation may stand on either side: both are lifted."""
        jeunes = tuple(replace(j, pas_avec=j.pas_avec - {self.jeune.id}) for j in self.cadre.probleme.jeunes)
        libre = replace(self.jeune, pas_avec=self.jeune.pas_avec - {autre})
        reuni = Cadre(replace(self.cadre.probleme, jeunes=jeunes), self.cadre.commun)
        if replace(self, cadre=reuni).tient(jeune=libre):
            yield Assouplissement("pas_avec", autre, f"Lever la séparation avec « {autre} ».")

    def duree(self) -> Assouplissement | None:
        jeune = self.jeune
        secondes = _plus_petit(lambda x: self.tient(jeune=replace(jeune, duree_max=jeune.duree_max + Fraction(x, 60))))
        return None if secondes is None else plus_long_a_bord(jeune, Fraction(secondes, 60))

    def _fenetres(self) -> Iterator[Assouplissement | None]:
        fenetre = self.jeune.fenetre
        if fenetre is None:
            return
        for elargir in (_plus_tard, _plus_tot):
            secondes = _plus_petit(
                lambda x, f=elargir: self.tient(jeune=replace(self.jeune, fenetre=f(fenetre, x)))  # type: ignore[misc]
            )
            if secondes is not None:
                yield _elargie("fenetre", "sa fenêtre", elargir(fenetre, secondes), secondes)

    def _arrivees(self) -> Iterator[Assouplissement | None]:
        arrivee = self.cadre.probleme.arrivee
        for elargir in (_plus_tard, _plus_tot):
            secondes = _plus_petit(lambda x, f=elargir: self.tient(arrivee=f(arrivee, x)))  # type: ignore[misc]
            if secondes is not None:
                yield _elargie("arrivee", "la plage à l'établissement", elargir(arrivee, secondes), secondes)


def _enumerable(cadre: Cadre) -> bool:
    rangs = range(len(cadre.simples))
    toutes = enumerer(cadre, rangs, limite=LIMITE_ETIQUETTES, encore=lambda: True)
    return (2 ** len(rangs) - 1, 0) in toutes.colonnes


def _plus_petit(suffit: Callable[[int], bool]) -> int | None:
    """Smallest number of seconds from 1 to a day that is enough, or None; what is enough stays so above."""
    if not suffit(JOUR_S):
        return None
    bas, haut = 0, JOUR_S
    while haut - bas > 1:
        milieu = (bas + haut) // 2
        bas, haut = (bas, milieu) if suffit(milieu) else (milieu, haut)
    return haut


def _plus_tard(fenetre: Fenetre, secondes: int) -> Fenetre:
    return replace(fenetre, fin=min(JOUR_S - 1, fenetre.fin + secondes))


def _plus_tot(fenetre: Fenetre, secondes: int) -> Fenetre:
    return replace(fenetre, debut=max(0, fenetre.debut - secondes))


def plus_long_a_bord(jeune: Jeune, minutes: Fraction) -> Assouplissement:
    """`duree_max` and the minutes to add."""
    valeur = _vers_le_haut(minutes)
    texte = f"Accepter {_ecrire(valeur)} min de plus à bord pour ce jeune (plafond : {_ecrire(jeune.duree_max)} min)."
    return Assouplissement("duree_max", valeur, texte)


def _elargie(parametre: str, quoi: str, fenetre: Fenetre, secondes: int) -> Assouplissement:
    valeur = _vers_le_haut(Fraction(secondes, 60))
    bornes = f"de {ecrire_heure(fenetre.debut)} à {ecrire_heure(fenetre.fin)}"
    return Assouplissement(parametre, valeur, f"Élargir {quoi} de {_ecrire(valeur)} min : {bornes}.")


def _vers_le_haut(minutes: Fraction) -> Fraction:
    """In hundredths, so that the written change is enough."""
    return Fraction(-(-minutes * CENTIEMES // 1), CENTIEMES)


def _ecrire(minutes: Fraction) -> str:
    """French number, two decimals at most."""
    return f"{float(minutes):.2f}".rstrip("0").rstrip(".").replace(".", ",")
