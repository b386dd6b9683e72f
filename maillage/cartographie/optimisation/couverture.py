"""Maximal covering with HiGHS: demands covered by the same sites are one, the start is greedy and swaps."""

from __future__ import annotations

import numpy as np

from maillage.cartographie.domain.temps import Booleens, Entiers, Reels
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation.highs import Assembleur, Fin, Modele, resoudre
from maillage.cartographie.optimisation.lagrange import Resultat


def regrouper(couvre: Booleens, poids: Entiers) -> tuple[Booleens, Entiers]:
    """Distinct rows of a covering matrix, weights added; rows that nothing covers are kept."""
    paquets = np.packbits(couvre, axis=1)
    _, premiers, groupes = np.unique(paquets, axis=0, return_index=True, return_inverse=True)
    sommes = np.zeros(len(premiers), dtype=np.int64)
    np.add.at(sommes, groupes.reshape(-1), poids)
    return couvre[premiers], sommes


def modele_de_couverture(couvre: Booleens, poids: Reels, k: int) -> Modele:
    """k sites (columns first) that leave the smallest weight uncovered (one continuous column by row)."""
    lignes, sites = couvre.shape
    tailles = couvre.sum(axis=1)
    rangs, colonnes = np.nonzero(couvre)
    ordre = np.argsort(np.concatenate((rangs, np.arange(lignes))), kind="stable")
    indices = np.concatenate((colonnes, sites + np.arange(lignes)))[ordre]
    assembleur = Assembleur()
    assembleur.bloc(tailles + 1, indices, np.ones(len(indices)), (1.0, np.inf))
    assembleur.ligne(np.arange(sites), np.ones(sites), k, k)
    return Modele(
        np.concatenate((np.zeros(sites), poids)),
        np.ones(sites + lignes),
        np.arange(sites + lignes) < sites,
        assembleur.lignes(),
    )


def couvrir(couvre: Booleens, poids: Entiers, k: int, *, depart: Entiers, echeance: Echeance) -> Resultat:
    """Sites whose uncovered weight is smallest, from a start; costs and bounds are uncovered weights."""
    distinctes, sommes = regrouper(couvre, poids)
    modele = modele_de_couverture(distinctes, sommes.astype(np.float64), k)
    initiale = np.zeros(len(modele.couts))
    initiale[depart] = 1
    initiale[couvre.shape[1] :] = ~distinctes[:, depart].any(axis=1)
    reponse = resoudre(modele, echeance, depart=initiale)
    sites = depart
    if reponse.valeurs is not None:
        sites = np.flatnonzero(reponse.valeurs[: couvre.shape[1]] > 0.5)
    perdu = float(sommes[~distinctes[:, sites].any(axis=1)].sum())
    return Resultat(sites, perdu, max(0.0, reponse.borne), prouve=reponse.fin is Fin.PROUVE)
