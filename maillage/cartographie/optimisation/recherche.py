"""Greedy then swaps, for any objective that sums over demands the smallest cost of an open site.

Costs are reals, demands x new sites; `base` is what each demand costs with the existing sites only.
"""

from __future__ import annotations

import numpy as np

from maillage.cartographie.domain.temps import Entiers, Reels
from maillage.cartographie.echeance import Echeance

GAIN_MINIMAL = 1e-12
"""Relative improvement under which a swap is only the noise of additions."""


def cout(couts: Reels, base: Reels, sites: Entiers) -> float:
    return float(np.minimum(base, couts[:, sites].min(axis=1, initial=np.inf)).sum())


def glouton(couts: Reels, base: Reels, k: int, echeance: Echeance) -> Entiers:
    """Open the best site k times; past the limit, the first ones that are left."""
    actuel, choisis = base.copy(), []
    libres = np.ones(couts.shape[1], dtype=bool)
    for _ in range(k):
        totaux = np.zeros(couts.shape[1]) if echeance.est_passee() else np.minimum(couts, actuel[:, None]).sum(axis=0)
        site = int(np.argmin(np.where(libres, totaux, np.inf)))
        libres[site] = False
        choisis.append(site)
        np.minimum(actuel, couts[:, site], out=actuel)
    return np.array(sorted(choisis), dtype=np.int64)


def echanger(couts: Reels, base: Reels, sites: Entiers, echeance: Echeance) -> Entiers:
    """Swap one open site for another as long as the best of all swaps improves (the limit stops between two)."""
    sites, valeur = np.sort(sites), cout(couts, base, sites)
    while len(sites) and not echeance.est_passee():
        apres = _couts_des_echanges(couts, base, sites)
        apres[:, sites] = np.inf
        sortant, entrant = np.unravel_index(int(np.argmin(apres)), apres.shape)
        if not apres[sortant, entrant] < valeur * (1 - GAIN_MINIMAL):
            return sites
        valeur = float(apres[sortant, entrant])
        sites = np.sort(np.append(np.delete(sites, sortant), entrant))
    return sites


def _couts_des_echanges(couts: Reels, base: Reels, sites: Entiers) -> Reels:
    """Cost after each swap, leaving x entering: everyone keeps the nearest, those of the leaving one their second."""
    ouverts = np.column_stack((couts[:, sites], base))
    premier = np.argmin(ouverts, axis=1)
    rangs = np.arange(len(base))
    plus_proche = ouverts[rangs, premier]
    ouverts[rangs, premier] = np.inf
    second = np.where(premier == len(sites), plus_proche, ouverts.min(axis=1))
    avec = np.minimum(couts, plus_proche[:, None])
    perte = np.minimum(couts, second[:, None]) - avec
    groupes = (premier[None, :] == np.arange(len(sites))[:, None]).astype(np.float64)
    return avec.sum(axis=0)[None, :] + groupes @ perte
