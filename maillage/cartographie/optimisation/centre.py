"""p-centre: the smallest radius whose covering needs at most k sites, searched over the distinct times themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maillage.cartographie.domain.temps import INATTEIGNABLE, Booleens, Entiers
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation.highs import Assembleur, Fin, Modele, resoudre

LIGNES_MAX = 6_000
"""Above, the rows that others imply are left to the solver: comparing them two by two would take too much memory."""
PART_DE_LA_RELAXATION, PART_DES_ECHANGES = 0.4, 0.3
"""Shares of the time left that the quick proofs, then the quick searches may take."""
PART_D_UN_ESSAI, PART_DU_MEILLEUR = 0.25, 0.6
"""Shares of the time left that one undecided radius, or the one under the best known, may take before another is tried."""
JUSTE_AU_DESSUS = 1e-4
TOURS = 2000
"""Swaps tried on one radius before the solver is asked."""
PETITS = 300
"""Smallest sets that all others are compared with before they are compared two by two."""
Reels32 = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Essai:
    """Whether k sites cover everything: which ones, or a proof that none do, or neither in time."""

    sites: Entiers | None = None
    impossible: bool = False


Epreuve = Callable[[Booleens, int, Echeance], Essai]
"""A reduced covering, k and a limit in; sites, or a proof that there are none, or neither."""


def couvrir_tout(couvre: Booleens, k: int, echeance: Echeance) -> Essai:
    """At most k columns that cover every row: quick searches, then the relaxation, then the integer programme."""
    return _sur_la_reduction(couvre, k, echeance, EPREUVES)


def _sur_la_reduction(couvre: Booleens, k: int, echeance: Echeance, epreuves: Sequence[Epreuve]) -> Essai:
    """The first test that decides."""
    lignes, colonnes = reduire(couvre)
    reduite = couvre[np.ix_(lignes, colonnes)]
    if not len(lignes):
        return Essai(np.array([], dtype=np.int64))
    if k == 0 or not reduite.any(axis=1).all():
        return Essai(impossible=True)
    for epreuve in epreuves:
        essai = epreuve(reduite, k, echeance)
        if essai.sites is not None:
            return Essai(colonnes[essai.sites])
        if essai.impossible:
            return essai
    return Essai()


def par_relaxation(couvre: Booleens, k: int, echeance: Echeance) -> Essai:
    """Proves that k are too few when even fractions of sites need more."""
    reponse = resoudre(_modele(couvre, k), echeance, relache=True)
    return Essai(impossible=reponse.fin is Fin.INFAISABLE or reponse.borne > k + JUSTE_AU_DESSUS)


def par_programme(couvre: Booleens, k: int, echeance: Echeance) -> Essai:
    reponse = resoudre(_modele(couvre, k), echeance, cible=k + 0.5)
    if reponse.valeurs is None:
        return Essai(impossible=reponse.fin is Fin.INFAISABLE)
    choisies = np.flatnonzero(reponse.valeurs > 0.5)
    return Essai(choisies) if len(choisies) <= k and couvre[:, choisies].any(axis=1).all() else Essai()


def par_echanges(couvre: Booleens, k: int, echeance: Echeance) -> Essai:
    """Greedy then swaps, the best one at each turn, never back at once; rows that stay uncovered weigh more and more."""
    sites = couvrir_par_gloutonnerie(couvre)[:k]
    autres = np.setdiff1d(np.arange(couvre.shape[1]), sites)[: k - len(sites)]
    sites = np.concatenate((sites, autres)).astype(np.int64)
    reelle, poids = couvre.astype(np.float32), np.ones(couvre.shape[0], dtype=np.float32)
    sorti = np.array([], dtype=np.int64)
    for _ in range(TOURS):
        nombres = couvre[:, sites].sum(axis=1)
        manquantes = nombres == 0
        if not manquantes.any():
            return Essai(sites)
        pertes = _pertes_des_echanges(couvre, reelle, sites, poids, nombres)
        pertes[:, sites], pertes[:, sorti] = np.inf, np.inf
        place, entrant = np.unravel_index(int(np.argmin(pertes)), pertes.shape)
        if echeance.est_passee() or pertes[place, entrant] == np.inf:
            break
        if pertes[place, entrant] >= 0:
            poids[manquantes] += 1
        sorti, sites[place] = sites[place : place + 1].copy(), entrant
    return Essai()


def _pertes_des_echanges(
    couvre: Booleens, reelle: Reels32, sites: Entiers, poids: Reels32, nombres: Entiers
) -> Reels32:
    """Weight left uncovered after each swap, leaving x entering, less that of now: only the rows of one site or none change."""
    seules = np.where((nombres == 1)[:, None] & couvre[:, sites], poids[:, None], np.float32(0))
    gains = np.column_stack((seules, np.where(nombres == 0, poids, np.float32(0)))).T @ reelle
    pertes: Reels32 = seules.sum(axis=0)[:, None] - gains[:-1] - gains[-1]
    return pertes


def reduire(couvre: Booleens) -> tuple[Entiers, Entiers]:
    """Ranks of the rows and columns that matter: no row contains another, no column is inside another."""
    lignes, colonnes = np.arange(couvre.shape[0]), np.arange(couvre.shape[1])
    while len(lignes):
        avant = len(lignes), len(colonnes)
        lignes = lignes[_minimales(couvre[np.ix_(lignes, colonnes)])]
        colonnes = colonnes[_maximales(couvre[np.ix_(lignes, colonnes)].T)]
        if (len(lignes), len(colonnes)) == avant:
            break
    return lignes, colonnes


def _minimales(ensembles: Booleens) -> Entiers:
    """Ranks of the sets that contain no other (one of equal ones): first those that contain none of the smallest."""
    distincts, premiers = np.unique(np.packbits(ensembles, axis=1), axis=0, return_index=True)
    if len(distincts) > LIGNES_MAX:
        return np.sort(premiers)
    rangs = premiers[np.argsort(ensembles[premiers].sum(axis=1), kind="stable")]
    for nombre in (PETITS, len(rangs)):
        uniques = ensembles[rangs].astype(np.float32)
        petits = uniques[:nombre]
        inclus = (petits @ uniques.T) == petits.sum(axis=1)[:, None]
        np.fill_diagonal(inclus, val=False)
        rangs = rangs[~inclus.any(axis=0)]
    return np.sort(rangs)


def _maximales(ensembles: Booleens) -> Entiers:
    """Ranks of the sets inside no other (one of equal ones): their complements contain no other."""
    return _minimales(~ensembles)


def couvrir_par_gloutonnerie(couvre: Booleens) -> Entiers:
    """Columns that cover every row, each time the one that covers most of what is left."""
    reste, choisies = np.ones(couvre.shape[0], dtype=bool), []
    while reste.any():
        choisies.append(int(np.argmax(couvre[reste].sum(axis=0))))
        reste &= ~couvre[:, choisies[-1]]
    return np.array(choisies, dtype=np.int64)


def _modele(couvre: Booleens, k: int) -> Modele:
    sites = couvre.shape[1]
    assembleur = Assembleur()
    assembleur.bloc(couvre.sum(axis=1), np.nonzero(couvre)[1], np.ones(int(couvre.sum())), (1.0, np.inf))
    assembleur.ligne(np.arange(sites), np.ones(sites), 0, k)
    return Modele(np.ones(sites), np.ones(sites), np.ones(sites, dtype=bool), assembleur.lignes())


EPREUVES: tuple[Epreuve, ...] = (par_echanges, par_relaxation, par_programme)


@dataclass
class RechercheRayon:
    """Between `bas` (every smaller radius is proved impossible) and `sites` known at `haut`, ranks in `rayons`."""

    minutes: Entiers
    base: Entiers
    k: int
    echeance: Echeance

    def __post_init__(self) -> None:
        utiles = np.minimum(self.minutes, self.base[:, None])
        plancher = int(utiles.min(axis=1).max())
        finis = np.unique(utiles)
        self.rayons = finis[(finis >= plancher) & (finis != INATTEIGNABLE)]
        self.bas, self.haut = 0, len(self.rayons)
        self.sites: Entiers | None = None

    def executer(self) -> None:
        """After it: `sites` None and `bas == len(rayons)` is a proof that no choice reaches everyone."""
        self._resserrer_par_gloutonnerie()
        if self.sites is None:
            self._essayer(len(self.rayons) - 1, self.echeance, EPREUVES)
        if self.sites is not None:
            self._prouver_par_relaxation(self.echeance.part(PART_DE_LA_RELAXATION))
            self._descendre(self.echeance.part(PART_DES_ECHANGES), (par_echanges,), 1.0)
            self._essayer_sous_le_meilleur()
            self._descendre(self.echeance, EPREUVES, PART_D_UN_ESSAI)
        while self.bas < self.haut and self.sites is not None and not self.echeance.est_passee():
            self._essayer(self.haut - 1, self.echeance, EPREUVES)

    def _prouver_par_relaxation(self, echeance: Echeance) -> None:
        haut = self.haut
        while self.bas < haut and not echeance.est_passee():
            milieu = (self.bas + haut) // 2
            self._essayer(milieu, echeance, (par_relaxation,))
            haut = haut if self.bas > milieu else milieu

    def _essayer_sous_le_meilleur(self) -> None:
        """Where swaps found the best, this one proof is enough."""
        haut = len(self.rayons)
        while self.bas < self.haut < haut and not self.echeance.est_passee():
            haut = self.haut
            self._essayer(haut - 1, self.echeance.part(PART_DU_MEILLEUR), (par_relaxation, par_programme))

    def _descendre(self, echeance: Echeance, epreuves: Sequence[Epreuve], part: float) -> None:
        """Halve the radii left; one that stays undecided is left below."""
        essai = self.bas
        while essai < self.haut and not echeance.est_passee():
            milieu = (essai + self.haut - 1) // 2
            self._essayer(milieu, echeance.part(part), epreuves)
            essai = max(self.bas, essai if self.haut <= milieu else milieu + 1)

    @property
    def borne(self) -> int | None:
        """Proven bound on the largest minutes; None when even that is unknown."""
        return int(self.rayons[self.bas]) if self.bas < len(self.rayons) else None

    def _essayer(self, rang: int, echeance: Echeance, epreuves: Sequence[Epreuve]) -> None:
        essai = _sur_la_reduction(self._couvre(rang), self.k, echeance, epreuves)
        if essai.sites is not None:
            self._retenir(essai.sites)
        elif essai.impossible:
            self.bas = max(self.bas, rang + 1)

    def _couvre(self, rang: int) -> Booleens:
        rayon = self.rayons[rang]
        return self.minutes[self.base > rayon] <= rayon

    def _retenir(self, sites: Entiers) -> None:
        """The radius really reached may be smaller than the one tried."""
        proches = np.minimum(self.base, self.minutes[:, sites].min(axis=1, initial=INATTEIGNABLE))
        self.haut = int(np.searchsorted(self.rayons, proches.max()))
        self.sites = sites

    def _resserrer_par_gloutonnerie(self) -> None:
        bas, haut = 0, len(self.rayons)
        while bas < haut and not self.echeance.est_passee():
            milieu = (bas + haut) // 2
            couvre = self._couvre(milieu)
            sites = couvrir_par_gloutonnerie(couvre) if couvre.any(axis=1).all() else None
            if sites is not None and len(sites) <= self.k:
                self._retenir(sites)
                haut = self.haut
            else:
                bas = milieu + 1
