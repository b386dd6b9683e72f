"""Why a rider is left, and the smallest single change that would serve him."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from maillage.cartographie.tournees.assouplissements import Essai, plus_long_a_bord
from maillage.cartographie.tournees.domain.cadre import Cadre
from maillage.cartographie.tournees.domain.modele import JOUR_S, Assouplissement, Fenetre, NonServi, Vehicule
from maillage.cartographie.tournees.domain.seul import Regle, duree_directe, manque, obstacles, regle_de_seul
from maillage.cartographie.tournees.solveur.resolution import Minuterie, Solution

REGLE_DU_PARAMETRE = {
    "places": Regle.PLACES,
    "places_fauteuil": Regle.FAUTEUIL,
    "duree_max": Regle.DUREE,
    "fenetre": Regle.FENETRE,
    "arrivee": Regle.FENETRE,
    "pas_avec": Regle.PAS_AVEC,
}
RANG_DU_PARAMETRE = {"places": 1, "places_fauteuil": 1, "pas_avec": 3, "vehicule": 4}
"""Changes of different kinds are ranked: a few minutes, a place, more minutes, a separation lifted, a vehicle, an hour."""
RANGS_DES_MINUTES = ((15, 0), (60, 2))
RANG_AU_DELA = 5


class Explications:
    """About one solution; `minuterie` bounds the search of changes, never the answer (a vehicle more is always one)."""

    def __init__(self, cadre: Cadre, solution: Solution, minuterie: Minuterie) -> None:
        self.cadre, self.minuterie = cadre, minuterie
        self.non_servis = solution.plan.non_servis
        self.vehicules = {vehicule.id: vehicule for vehicule in cadre.probleme.vehicules}
        self.charges = self._charges(solution)

    def _charges(self, solution: Solution) -> list[tuple[Vehicule, tuple[tuple[int, ...], ...]]]:
        """Each vehicle with its stops outwards; one empty vehicle per model is enough."""
        stops = {escale.jeunes: escale for colonne in solution.colonnes for escale in colonne.escales}
        rangs = {jeune.id: rang for rang, jeune in enumerate(self.cadre.probleme.jeunes)}
        charges = []
        for tournee in solution.plan.tournees:
            siens = {rangs[nom] for nom in tournee.jeunes}
            arrets = tuple(jeunes for jeunes in stops if siens.issuperset(jeunes))
            charges.append((self.vehicules[tournee.vehicule], arrets))
        employes = {vehicule.id for vehicule, _ in charges}
        for modele in self.cadre.modeles:
            libre = next((nom for nom in modele.vehicules if nom not in employes), None)
            if libre is not None:
                charges.append((self.vehicules[libre], ()))
        return charges

    def expliquer(self) -> tuple[NonServi, ...]:
        """Those whom no vehicle could serve alone first, then the others, each in the order of the problem."""
        seuls, autres = [], []
        for rang, jeune in enumerate(self.cadre.probleme.jeunes):
            if jeune.id not in self.non_servis:
                continue
            regle = regle_de_seul([obstacles(self.cadre, rang, modele) for modele in self.cadre.modeles])
            if regle is not None:
                seuls.append(NonServi(jeune.id, regle, self._change_de_seul(rang, regle)))
            else:
                autres.append(self._expliquer_a_plusieurs(rang))
        return (*seuls, *autres)

    def _change_de_seul(self, rang: int, regle: Regle) -> Assouplissement:
        trouves: list[Assouplissement] = []
        for modele in self.cadre.modeles:
            essai = Essai(self.cadre, self.vehicules[modele.vehicules[0]], (), rang)
            if not self.minuterie.encore():
                break
            if regle is not Regle.DUREE:
                trouves += essai.changements()
            elif not any(essai.places()) and (duree := essai.duree()):
                trouves.append(duree)
        return min(trouves, key=_ordre, default=None) or self._par_defaut(rang, regle)

    def _par_defaut(self, rang: int, regle: Regle) -> Assouplissement:
        """The part of the rule, when one change alone is not enough."""
        jeune, modeles = self.cadre.probleme.jeunes[rang], self.cadre.modeles
        if not modeles:
            return Assouplissement("vehicule", 1, "Ajouter un véhicule : il n'y en a aucun.")
        if regle is Regle.DUREE:
            direct = Fraction(duree_directe(self.cadre, rang) or 0, 60)
            return plus_long_a_bord(jeune, max(Fraction(), direct - jeune.duree_max))
        if regle is Regle.INATTEIGNABLE or any(
            obstacles(self.cadre, rang, modele) == {Regle.INATTEIGNABLE} for modele in modeles
        ):
            texte = f"Donner les temps de trajet du point « {jeune.point} » : il en manque."
            return Assouplissement("temps", jeune.point, texte)
        if regle in (Regle.PLACES, Regle.FAUTEUIL):
            indice, parametre = (0, "places") if regle is Regle.PLACES else (1, "places_fauteuil")
            masque = self.cadre.simples[rang].masque
            manquent = max(1, min(manque(self.cadre, modele, masque)[indice] for modele in modeles))
            return Assouplissement(parametre, manquent, f"Ajouter {manquent} place(s) à un véhicule.")
        return Assouplissement("vehicule", 1, "Ajouter un véhicule qui parte d'ailleurs.")

    def _expliquer_a_plusieurs(self, rang: int) -> NonServi:
        nom = self.cadre.probleme.jeunes[rang].id
        essais = [Essai(self.cadre, vehicule, arrets, rang) for vehicule, arrets in self.charges]
        trouves = [self._un_vehicule(rang)]
        for essai in essais:
            if self.minuterie.encore():
                trouves += essai.changements()
        change = min(trouves, key=_ordre)
        regle = REGLE_DU_PARAMETRE.get(change.parametre)
        return NonServi(nom, regle or self._regle_frequente(essais), change)

    def _un_vehicule(self, rang: int) -> Assouplissement:
        modele = next(m for m in self.cadre.modeles if not obstacles(self.cadre, rang, m))
        return Assouplissement("vehicule", 1, f"Ajouter un véhicule semblable à « {modele.vehicules[0]} ».")

    def _regle_frequente(self, essais: list[Essai]) -> Regle:
        """What stops most of the vehicles, the first of them when several do as often."""
        comptes = Counter(regle for essai in essais for regle in self._obstacle(essai))
        return max(comptes, key=lambda regle: comptes[regle])

    def _obstacle(self, essai: Essai) -> Iterator[Regle]:
        places, fauteuils = essai.places()
        if fauteuils:
            yield Regle.FAUTEUIL
        elif places:
            yield Regle.PLACES
        elif essai.separes():
            yield Regle.PAS_AVEC
        elif self.minuterie.encore() and _tient_sans_fenetres(essai):
            yield Regle.FENETRE
        else:
            yield Regle.DUREE


def _tient_sans_fenetres(essai: Essai) -> bool:
    probleme = essai.cadre.probleme
    jeunes = tuple(replace(jeune, fenetre=None) for jeune in probleme.jeunes)
    libre = Cadre(replace(probleme, jeunes=jeunes, arrivee=Fenetre(0, JOUR_S - 1)), essai.cadre.commun)
    return replace(essai, cadre=libre).tient()


def _ordre(change: Assouplissement) -> tuple[int, Fraction, str]:
    """Smallest first; at equal size, in the order of the words of the contract that the reader meets first."""
    fixe = RANG_DU_PARAMETRE.get(change.parametre)
    taille = Fraction() if isinstance(change.valeur, str) else Fraction(change.valeur)
    if fixe is None:
        fixe = next((rang for minutes, rang in RANGS_DES_MINUTES if taille <= minutes), RANG_AU_DELA)
    return fixe, taille, "" if change.parametre in ("duree_max", "fenetre") else change.parametre
