"""p-centre: the smallest radius whose covering needs at most k sites, searched over the distinct times themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.cartographie.domain.temps import INATTEIGNABLE, Booleens, Entiers
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation.highs import Assembleur, Fin, Modele, resoudre

LIGNES_MAX = 6_000
"""Above, the rows that others imply are left to the solver: comparing them two by two would take too much memory."""
PART_D_UN_ESSAI = 0.25
"""Share of the time left that one undecided radius may take before another is tried."""
JUSTE_AU_DESSUS = 1e-6


@dataclass(frozen=True)
class Essai:
    """Whether k sites cover everything: which ones, or a proof that none do, or neither in time."""

    sites: Entiers | None = None
    impossible: bool = False


def couvrir_tout(couvre: Booleens, k: int, echeance: Echeance) -> Essai:
    """At most k columns that cover every row."""
    lignes, colonnes = reduire(couvre)
    reduite = couvre[np.ix_(lignes, colonnes)]
    if not len(lignes):
        return Essai(np.array([], dtype=np.int64))
    if k == 0 or not reduite.any(axis=1).all():
        return Essai(impossible=True)
    rapides = couvrir_par_gloutonnerie(reduite)
    if len(rapides) <= k:
        return Essai(colonnes[rapides])
    modele = _modele(reduite, k)
    relache = resoudre(modele, echeance, relache=True)
    if relache.fin is Fin.INFAISABLE or relache.borne > k + JUSTE_AU_DESSUS:
        return Essai(impossible=True)
    reponse = resoudre(modele, echeance, cible=k + 0.5)
    if reponse.fin is Fin.INFAISABLE:
        return Essai(impossible=True)
    if reponse.valeurs is None:
        return Essai()
    choisies = np.flatnonzero(reponse.valeurs > 0.5)
    return Essai(colonnes[choisies]) if len(choisies) <= k and reduite[:, choisies].any(axis=1).all() else Essai()


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
    """Ranks of the sets that contain no other (one of equal ones)."""
    distincts, premiers = np.unique(np.packbits(ensembles, axis=1), axis=0, return_index=True)
    if len(distincts) > LIGNES_MAX:
        return np.sort(premiers)
    uniques = ensembles[premiers].astype(np.float32)
    inclus = (uniques @ uniques.T) == uniques.sum(axis=1)[:, None]
    np.fill_diagonal(inclus, val=False)
    return np.sort(premiers[~inclus.any(axis=0)])


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
            self._essayer(len(self.rayons) - 1, self.echeance)
        essai = self.bas
        while essai < self.haut and self.sites is not None and not self.echeance.est_passee():
            milieu = (essai + self.haut - 1) // 2
            self._essayer(milieu, self.echeance.part(PART_D_UN_ESSAI))
            essai = max(self.bas, milieu + 1)
        while self.bas < self.haut and self.sites is not None and not self.echeance.est_passee():
            self._essayer(self.haut - 1, self.echeance)

    @property
    def borne(self) -> int | None:
        """Proven bound on the largest minutes; None when even that is unknown."""
        return int(self.rayons[self.bas]) if self.bas < len(self.rayons) else None

    def _essayer(self, rang: int, echeance: Echeance) -> None:
        essai = couvrir_tout(self._couvre(rang), self.k, echeance)
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
