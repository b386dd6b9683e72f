"""One part of a sectorisation as three integer programmes, each with the values of the former ones held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from maillage.cartographie.domain.temps import Entiers, Reels
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation.ecole import Ecole
from maillage.cartographie.optimisation.highs import Assembleur, Fin, Lignes, Modele, resoudre

PARTS_DE_TEMPS = (0.4, 0.6, 1.0)
"""Share of the remaining time that each of the three values may take."""
Choix = dict[int, int | None]
Valeurs = tuple[int, int, int]


class Programme:
    """Columns: one by besoin and possible dispositif, then one by school and dispositif.

    Demands and capacities are divided by their common divisor, which keeps coefficients small integers.
    """

    def __init__(self, ecoles: Sequence[Ecole], capacites: Mapping[int, int]) -> None:
        triplets = [
            (numero, place, rang)
            for numero, ecole in enumerate(ecoles)
            for place, options in enumerate(ecole.options)
            for rang in options
        ]
        self.ecoles, self.capacites, self.triplets = ecoles, capacites, triplets
        self.besoins = [ecoles[numero].besoins[place] for numero, place, _ in triplets]
        demandes = [ecoles[numero].demandes[place] for numero, place, _ in triplets]
        minutes = [ecoles[numero].options[place][rang] for numero, place, rang in triplets]
        self.pas = gcd(*demandes)
        self.demandes = np.array(demandes, dtype=np.int64) // self.pas
        pas_minutes = gcd(*minutes) or 1
        self.couts = self.demandes * (np.array(minutes, dtype=np.float64) / pas_minutes)
        paires = sorted({(numero, rang) for numero, _, rang in triplets})
        self.colonnes = {paire: len(triplets) + place for place, paire in enumerate(paires)}
        self.largeur = len(triplets) + len(paires)
        self.assembleur = self._contraintes()

    def objectifs(self) -> tuple[Reels, Reels, Reels]:
        """Minimised in turn: minus the demand answered, the interlocutors, demand x minutes."""
        un, deux, trois = (np.zeros(self.largeur) for _ in range(3))
        un[: len(self.triplets)] = -self.demandes
        deux[len(self.triplets) :] = 1
        trois[: len(self.triplets)] = self.couts
        return un, deux, trois

    def depart(self, choix: Choix) -> Reels:
        valeurs = np.zeros(self.largeur)
        for colonne, (besoin, (numero, _, rang)) in enumerate(zip(self.besoins, self.triplets, strict=True)):
            if choix[besoin] == rang:
                valeurs[colonne] = valeurs[self.colonnes[numero, rang]] = 1
        return valeurs

    def choix(self, valeurs: Reels) -> Choix:
        choix: Choix = {besoin: None for ecole in self.ecoles for besoin in ecole.besoins}
        for colonne in np.flatnonzero(valeurs[: len(self.triplets)] > 0.5):
            choix[self.besoins[colonne]] = self.triplets[colonne][2]
        return choix

    def tient(self, choix: Choix) -> bool:
        """Exactly: rounded values may break a capacity by what a tolerance hides."""
        restes = dict(self.capacites)
        for besoin, (numero, place, rang) in zip(self.besoins, self.triplets, strict=True):
            if choix[besoin] == rang:
                restes[rang] -= self.ecoles[numero].demandes[place]
        return min(restes.values(), default=0) >= 0

    def valeurs(self, choix: Choix) -> Valeurs:
        """Exact integers: minus the demand answered, interlocutors, demand x minutes."""
        pris = [
            (self.ecoles[n].demandes[place], n, rang, self.ecoles[n].options[place][rang])
            for besoin, (n, place, rang) in zip(self.besoins, self.triplets, strict=True)
            if choix[besoin] == rang
        ]
        repondue = sum(demande for demande, *_ in pris)
        return -repondue, len({(n, rang) for _, n, rang, _ in pris}), sum(d * minutes for d, _, _, minutes in pris)

    def modele(self, objectif: Reels, tenues: Sequence[tuple[Reels, float]]) -> Modele:
        """`tenues`: former objectives and the value that each may not pass."""
        supplement = Assembleur()
        for couts, limite in tenues:
            colonnes = np.flatnonzero(couts)
            supplement.ligne(colonnes, couts[colonnes], -np.inf, limite)
        lignes = _joindre(self.assembleur.lignes(), supplement.lignes())
        return Modele(objectif, np.ones(self.largeur), np.ones(self.largeur, dtype=bool), lignes)

    def _contraintes(self) -> Assembleur:
        assembleur = Assembleur()
        nombre = len(self.triplets)
        colonnes = np.arange(nombre)
        _groupes(assembleur, np.array(self.besoins), colonnes, np.ones(nombre), dict.fromkeys(self.besoins, 1.0))
        rangs = np.array([rang for _, _, rang in self.triplets])
        plafonds = {rang: float(capacite // self.pas) for rang, capacite in self.capacites.items()}
        _groupes(assembleur, rangs, colonnes, self.demandes.astype(np.float64), plafonds)
        liens = np.array([self.colonnes[numero, rang] for numero, _, rang in self.triplets])
        indices, valeurs = np.column_stack((colonnes, liens)).reshape(-1), np.tile([1.0, -1.0], nombre)
        assembleur.bloc(np.full(nombre, 2), indices, valeurs, (-np.inf, 0.0))
        return assembleur


def _groupes(
    assembleur: Assembleur, cles: Entiers, colonnes: Entiers, valeurs: Reels, plafonds: Mapping[int, float]
) -> None:
    """One row by key: Σ valeurs·x <= its ceiling."""
    ordre = np.argsort(cles, kind="stable")
    distinctes, tailles = np.unique(cles[ordre], return_counts=True)
    hauts = np.array([plafonds[int(cle)] for cle in distinctes])
    assembleur.bloc(tailles, colonnes[ordre], valeurs[ordre], (-np.inf, hauts))


def _joindre(unes: Lignes, autres: Lignes) -> Lignes:
    return Lignes(
        np.concatenate((unes.debuts, autres.debuts[1:] + unes.debuts[-1])),
        *(np.concatenate((getattr(unes, nom), getattr(autres, nom))) for nom in ("indices", "valeurs", "bas", "haut")),
    )


@dataclass
class _Recherche:
    """The best known choice and whether its values so far are proved."""

    programme: Programme
    meilleur: Choix
    prouve: bool = True

    def niveau(self, rang: int, tenues: Sequence[tuple[Reels, float]], echeance: Echeance) -> None:
        objectif = self.programme.objectifs()[rang]
        modele = self.programme.modele(objectif, tenues)
        reponse = resoudre(modele, echeance, depart=self.programme.depart(self.meilleur))
        self.prouve &= reponse.fin is Fin.PROUVE
        if reponse.valeurs is None:
            self.prouve = False
            return
        trouve = self.programme.choix(reponse.valeurs)
        if not self.programme.tient(trouve):
            self.prouve = False
        elif self.programme.valeurs(trouve) < self.programme.valeurs(self.meilleur):
            self.meilleur = trouve


def ameliorer(
    ecoles: Sequence[Ecole], capacites: Mapping[int, int], depart: Choix, echeance: Echeance
) -> tuple[Choix, bool]:
    """The best choice found from a start that fits, and whether its three values are proved."""
    programme = Programme(ecoles, capacites)
    recherche = _Recherche(programme, depart)
    tenues: list[tuple[Reels, float]] = []
    for rang, part in enumerate(PARTS_DE_TEMPS):
        recherche.niveau(rang, tenues, echeance.part(part))
        valeurs = programme.depart(recherche.meilleur)
        objectif = programme.objectifs()[rang]
        tenues.append((objectif, float(objectif @ valeurs) + 0.5))
    return recherche.meilleur, recherche.prouve
