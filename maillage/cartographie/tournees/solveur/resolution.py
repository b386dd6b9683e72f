"""From a problem to a plan: list every round when that ends, else search, and say which of both it was.

The search is PyVRP's; annealing, slower but on the exact rules, goes on from where it stops: riders left, ceilings with windows,
escorts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from maillage.cartographie.tournees.domain.cadre import Cadre, Escale, Modele
from maillage.cartographie.tournees.domain.modele import Arret, Plan, Statut, Tournee
from maillage.cartographie.tournees.domain.trajet import evaluer, heures
from maillage.cartographie.tournees.solveur.choix import Choix, Effort, choisir
from maillage.cartographie.tournees.solveur.circuit import Circuit
from maillage.cartographie.tournees.solveur.enumeration import Colonne, Rassemblement, enumerer
from maillage.cartographie.tournees.solveur.moteur import Moteur
from maillage.cartographie.tournees.solveur.voisinage import Etape, Recherche, vide

GRAINE = 20_240_902
LIMITE_ETIQUETTES = 30_000
LIMITE_ETIQUETTES_TOURNEE = 20_000
LIMITE_COLONNES = 6_000
JEUNES_ENUMERES = 100
"""Above, listing every round never ends in the limit: it is not begun."""
COLONNES_PROUVABLES = 12_000
"""Above, the choice among all the rounds would not end in time: it is not begun."""
PART_LISTE, PART_PREUVE = 0.25, 0.5
"""Shares of the remaining time that listing, then choosing among all the rounds, may take."""
ITERATIONS_MOTEUR, ITERATIONS_RECUIT = 500, 800
"""Of the first cycle."""
CYCLES_STERILES = 3
TAILLE_RANGEE = 9
"""Up to this many riders, the order inside a round is made exact."""
VALEUR = attrgetter("valeur")
EFFORT_PREUVE = 20.0
EFFORT_CHOIX = 1.5


@dataclass(frozen=True)
class Minuterie:
    """`horloge()` in seconds; `echeance` on the same clock."""

    horloge: Callable[[], float]
    echeance: float

    def restant(self) -> float:
        return self.echeance - self.horloge()

    def encore(self) -> bool:
        return self.restant() > 0

    def part(self, part: float) -> Minuterie:
        """A share of what remains."""
        return Minuterie(self.horloge, self.horloge() + part * self.restant())


@dataclass(frozen=True)
class Solution:
    statut: Statut
    plan: Plan
    colonnes: tuple[Colonne, ...]


def resoudre(cadre: Cadre, minuterie: Minuterie, *, graine: int = GRAINE) -> Solution:
    """Fewest riders left, then least cost; OPTIMAL only when every allowed round was weighed."""
    if not cadre.simples or not cadre.modeles:
        return _rediger(cadre, Statut.OPTIMAL, ())
    connues = Rassemblement()
    recherche = Recherche(cadre, graine=graine, encore=minuterie.encore, connues=connues)
    etape = recherche.remplir(vide(cadre), oubli=0)
    recherche.retenir(etape)
    choix = _choisir_entre_toutes(cadre, etape, minuterie)
    if choix is not None and choix.prouve:
        return _rediger(cadre, Statut.OPTIMAL, choix.colonnes)
    if choix is not None:
        etape = min(etape, _etape(cadre, choix.colonnes), key=VALEUR)
    etape = _chercher(cadre, recherche, etape, minuterie, graine)
    return _rediger(cadre, Statut.REALISABLE, _ranger(cadre, _colonnes(etape.circuits), minuterie))


def _choisir_entre_toutes(cadre: Cadre, etape: Etape, minuterie: Minuterie) -> Choix | None:
    """Among every allowed round; None when they cannot be listed."""
    if len(cadre.simples) > JEUNES_ENUMERES:
        return None
    rangs = range(len(cadre.simples))
    liste = minuterie.part(PART_LISTE)
    toutes = enumerer(cadre, rangs, limite=LIMITE_ETIQUETTES, encore=liste.encore)
    if not toutes.complet or len(toutes.colonnes) > COLONNES_PROUVABLES:
        return None
    effort = Effort(minuterie.part(PART_PREUVE).restant(), EFFORT_PREUVE)
    return choisir(cadre, list(toutes.colonnes.values()), effort, depuis=_colonnes(etape.circuits))


def _chercher(cadre: Cadre, recherche: Recherche, etape: Etape, minuterie: Minuterie, graine: int) -> Etape:
    """Cycles of PyVRP, of annealing, then of the best choice among the rounds met. What finds is given twice as long: while riders
    are left, annealing, which places them better; both when a cycle changes nothing. Ends after several such cycles."""
    effort_moteur = ITERATIONS_MOTEUR if etape.absents else 2 * ITERATIONS_MOTEUR
    effort_recuit, steriles = ITERATIONS_RECUIT, 0
    while minuterie.encore() and steriles < CYCLES_STERILES:
        graine += 1
        essai = Moteur(cadre, etape).ameliorer(iterations=effort_moteur, encore=minuterie.encore, graine=graine)
        trouvee = min(etape, recherche.remplir(essai, oubli=0), key=VALEUR)
        recuite = recherche.recuire(trouvee, effort_recuit)
        recherche.retenir(trouvee)
        recherche.retenir(recuite)
        choisie = min(recuite, _recombiner(cadre, recherche.connues, recuite, minuterie), key=VALEUR)
        sterile = choisie.valeur == etape.valeur
        restent = bool(trouvee.absents)
        effort_moteur *= 2 if sterile or (trouvee.valeur < etape.valeur and not restent) else 1
        effort_recuit *= 2 if sterile or recuite.valeur < trouvee.valeur or restent else 1
        steriles = steriles + 1 if sterile else 0
        etape = choisie
    return recherche.remplir(etape, oubli=0)


def _recombiner(cadre: Cadre, connues: Rassemblement, etape: Etape, minuterie: Minuterie) -> Etape:
    courantes = _colonnes(etape.circuits)
    recentes = list(connues.colonnes.values())[-LIMITE_COLONNES:]
    uniques = {(colonne.masque, colonne.modele): colonne for colonne in (*courantes, *recentes)}
    effort = Effort(minuterie.restant(), EFFORT_CHOIX)
    choix = choisir(cadre, list(uniques.values()), effort, depuis=courantes)
    return etape if choix is None else _etape(cadre, choix.colonnes)


def _colonnes(circuits: Iterable[Circuit]) -> tuple[Colonne, ...]:
    return tuple(Colonne(c.masque, c.modele, c.cout, c.escales) for c in circuits if c.escales)


def _etape(cadre: Cadre, colonnes: Sequence[Colonne]) -> Etape:
    circuits: list[Circuit] = []
    servis = 0
    for rang, modele in enumerate(cadre.modeles):
        siennes = [colonne for colonne in colonnes if colonne.modele == rang]
        circuits += [Circuit(cadre, rang, colonne.escales) for colonne in siennes]
        circuits += [Circuit(cadre, rang)] * (len(modele.vehicules) - len(siennes))
        servis |= sum(colonne.masque for colonne in siennes)
    return Etape(tuple(circuits), tuple(rang for rang in range(len(cadre.simples)) if not servis >> rang & 1))


def _ranger(cadre: Cadre, colonnes: Sequence[Colonne], minuterie: Minuterie) -> tuple[Colonne, ...]:
    """Make the order of the stops of each round exact."""
    rangees = []
    for colonne in colonnes:
        rangs = [rang for escale in colonne.escales for rang in escale.jeunes]
        if len(rangs) <= TAILLE_RANGEE and minuterie.encore():
            toutes = enumerer(
                cadre,
                rangs,
                limite=LIMITE_ETIQUETTES_TOURNEE,
                encore=minuterie.encore,
                modeles=(colonne.modele,),
            )
            colonne = min(colonne, toutes.colonnes.get((colonne.masque, colonne.modele), colonne), key=lambda c: c.cout)
        rangees.append(colonne)
    return tuple(rangees)


def _rediger(cadre: Cadre, statut: Statut, colonnes: Sequence[Colonne]) -> Solution:
    """Hours and names; vehicles in the order of the problem."""
    libres = {rang: list(modele.vehicules) for rang, modele in enumerate(cadre.modeles)}
    tournees = {}
    regroupees = tuple(_regrouper(cadre, colonne) for colonne in colonnes)
    for colonne in sorted(regroupees, key=lambda colonne: colonne.masque & -colonne.masque):
        nom = libres[colonne.modele].pop(0)
        tournees[nom] = _tournee(cadre, nom, colonne.escales, cadre.modeles[colonne.modele])
    servis = sum(colonne.masque for colonne in colonnes)
    ordre = tuple(tournees[v.id] for v in cadre.probleme.vehicules if v.id in tournees)
    restes = tuple(jeune.id for rang, jeune in enumerate(cadre.probleme.jeunes) if not servis >> rang & 1)
    return Solution(statut, Plan(ordre, restes), regroupees)


def _regrouper(cadre: Cadre, colonne: Colonne) -> Colonne:
    """Neighbours of one point get on in one stop where that costs nothing: a driver stops once."""
    escales, modele = list(colonne.escales), cadre.modeles[colonne.modele]
    for une, autre in pairwise(colonne.escales):
        rang = next((k for k in range(len(escales) - 1) if escales[k + 1] is autre), None)
        if rang is None or une.point != autre.point:
            continue
        groupee = cadre.escale(sorted((*escales[rang].jeunes, *autre.jeunes)))
        essai = [*escales[:rang], groupee, *escales[rang + 2 :]]
        if evaluer(cadre, essai, modele) == colonne.cout:
            escales = essai
    return Colonne(colonne.masque, colonne.modele, colonne.cout, tuple(escales))


def _tournee(cadre: Cadre, nom: str, escales: Sequence[Escale], modele: Modele) -> Tournee:
    probleme = cadre.probleme
    vehicule = next(v for v in probleme.vehicules if v.id == nom)
    pivot, passages, bout, proche = heures(cadre, escales, modele)
    domiciles = [_arret(cadre, escale, heure) for escale, heure in zip(escales, passages, strict=True)]
    if cadre.aller:
        domiciles.reverse()
        tous = tuple(jeune for arret in domiciles for jeune in arret.montent)
        centre = [*domiciles, Arret(probleme.etablissement, pivot, descendent=tous)]
        return Tournee(nom, (Arret(vehicule.depart, bout), *centre, Arret(vehicule.fin, proche)))
    tous = tuple(jeune for arret in domiciles for jeune in arret.descendent)
    centre = [Arret(probleme.etablissement, pivot, montent=tous), *domiciles]
    return Tournee(nom, (Arret(vehicule.depart, proche), *centre, Arret(vehicule.fin, bout)))


def _arret(cadre: Cadre, escale: Escale, heure: int) -> Arret:
    jeunes = tuple(cadre.probleme.jeunes[rang].id for rang in escale.jeunes)
    point = cadre.probleme.temps.ids[escale.point]
    return Arret(point, heure, montent=jeunes) if cadre.aller else Arret(point, heure, descendent=jeunes)
