"""Branch and bound by Lagrangian relaxation: k sites that minimise the sum, over demands, of the smallest cost.

Relaxing « each demand is served » with prices λ leaves L(λ) = Σ λ_i − Σ over the k best sites j of Σ_i (λ_i − c_ij)+,
a bound from below for any λ ≤ base. Reduced costs of the same sum prove sites open or closed, which shrinks the matrix;
what stays undecided is branched on. No linear programme: each step is one pass over the matrix that is left.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field, replace

import numpy as np

from maillage.cartographie.domain.temps import Entiers, Reels
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation.recherche import cout, echanger

PAS_RACINE, PAS_NOEUD = 400, 40
"""Subgradient steps at the root and in a node."""
PATIENCE = 12
"""Steps without progress before the step is halved."""
FACTEUR_MIN = 1e-4
MEMOIRE = 0.6
"""Share of the former direction kept in the next one, against zigzags."""
REDUCTION = 0.8
"""A node is bounded again as long as its matrix shrinks to that share."""
ERREUR_RELATIVE = 1e-11
"""Bound on the error of the additions."""


@dataclass(frozen=True)
class Resultat:
    """Ranks of the best sites found, their cost, and the bound proven (equal to the cost when the search ended)."""

    sites: Entiers
    cout: float
    borne: float
    prouve: bool


@dataclass(frozen=True)
class _Relaxation:
    """The best bound of some steps: its prices, reduced costs, and how often each site was open."""

    borne: float
    prix: Reels
    reduits: Reels
    frequences: Reels
    ouverts: Entiers


@dataclass(order=True)
class _Noeud:
    borne: float
    ordre: int
    libres: Entiers = field(compare=False)
    ouverts: Entiers = field(compare=False)
    prix: Reels = field(compare=False)


class Exploration:
    """One search. `quantum`: two different costs differ by at least that much (0: unknown)."""

    def __init__(
        self, couts: Reels, base: Reels, k: int, *, depart: Entiers, quantum: float, echeance: Echeance
    ) -> None:
        self.couts, self.base, self.k = couts, base, k
        self.echeance, self.quantum = echeance, quantum
        self.sites, self.valeur = depart, cout(couts, base, depart)
        self.tas: list[_Noeud] = []
        self.ordre = 0

    def executer(self) -> Resultat:
        """Best first, until nothing better can exist or the limit."""
        fermes = np.array([], dtype=np.int64)
        plus_proche = np.minimum(self.base, self.couts[:, self.sites].min(axis=1, initial=np.inf))
        self._empiler(-np.inf, np.arange(self.couts.shape[1]), fermes, plus_proche)
        while self.tas and self.tas[0].borne < self.seuil():
            if self.echeance.est_passee():
                return Resultat(self.sites, self.valeur, max(0.0, self.tas[0].borne), prouve=False)
            self._traiter(heapq.heappop(self.tas))
        return Resultat(self.sites, self.valeur, self.valeur, prouve=True)

    def seuil(self) -> float:
        """A node whose bound reaches it holds nothing better than the best known."""
        marge = ERREUR_RELATIVE * self.valeur
        return self.valeur - (self.quantum - marge if self.quantum > 2 * marge else marge)

    def _empiler(self, borne: float, libres: Entiers, ouverts: Entiers, prix: Reels) -> None:
        self.ordre += 1
        heapq.heappush(self.tas, _Noeud(borne, self.ordre, libres, ouverts, prix))

    def _retenir(self, sites: Entiers) -> None:
        """Keep a complete choice if it is better, after swaps."""
        if cout(self.couts, self.base, sites) < self.valeur:
            self.sites = echanger(self.couts, self.base, sites, self.echeance)
            self.valeur = cout(self.couts, self.base, self.sites)

    def _traiter(self, noeud: _Noeud) -> None:
        """Bound, decide what can be, again while that shrinks the matrix; then branch on the least decided site."""
        pas = PAS_RACINE if noeud.borne == -np.inf else PAS_NOEUD
        while True:
            voulus = self.k - len(noeud.ouverts)
            if voulus <= 0 or len(noeud.libres) <= voulus:
                self._retenir(np.sort(np.append(noeud.ouverts, noeud.libres[: max(voulus, 0)])))
                return
            relaxation = self._relaxer(noeud, voulus, pas)
            self._retenir(np.sort(np.append(noeud.ouverts, noeud.libres[relaxation.ouverts])))
            noeud.prix, noeud.borne = relaxation.prix, max(noeud.borne, relaxation.borne)
            if noeud.borne >= self.seuil():
                return
            avant = len(noeud.libres)
            frequences = _fixer(noeud, relaxation, voulus, self.seuil())
            if self.echeance.est_passee() or len(noeud.libres) > REDUCTION * avant:
                break
        self._brancher(noeud, frequences)

    def _brancher(self, noeud: _Noeud, frequences: Reels) -> None:
        if not len(noeud.libres):
            self._empiler(noeud.borne, noeud.libres, noeud.ouverts, noeud.prix)
            return
        rang = int(np.argmin(np.abs(frequences - 0.5)))
        reste = np.delete(noeud.libres, rang)
        self._empiler(noeud.borne, reste, np.append(noeud.ouverts, noeud.libres[rang]), noeud.prix)
        self._empiler(noeud.borne, reste, noeud.ouverts, noeud.prix)

    def _relaxer(self, noeud: _Noeud, voulus: int, pas: int) -> _Relaxation:
        base = np.minimum(self.base, self.couts[:, noeud.ouverts].min(axis=1, initial=np.inf))
        couts = self.couts[:, noeud.libres]
        vives = base > couts.min(axis=1)
        constante = float(base[~vives].sum())
        montee = _Montee(couts[vives], base[vives], voulus, cible=self.seuil() - constante)
        relaxation = montee.executer(np.minimum(noeud.prix, base)[vives], pas, self.echeance)
        prix = base.copy()
        prix[vives] = relaxation.prix
        return replace(relaxation, borne=relaxation.borne + constante, prix=prix)


def _fixer(noeud: _Noeud, relaxation: _Relaxation, voulus: int, seuil: float) -> Reels:
    """Open and close for good the sites whose other state is proved no better; frequencies of those left."""
    reduits = relaxation.reduits
    dernier_pris, premier_laisse = np.partition(reduits, (voulus - 1, voulus))[voulus - 1 : voulus + 1]
    pris = np.zeros(len(reduits), dtype=bool)
    pris[relaxation.ouverts] = True
    a_ouvrir = pris & (relaxation.borne - reduits + premier_laisse >= seuil)
    a_fermer = ~pris & (relaxation.borne + reduits - dernier_pris >= seuil)
    noeud.ouverts = np.append(noeud.ouverts, noeud.libres[a_ouvrir])
    reste = ~(a_ouvrir | a_fermer)
    noeud.libres = noeud.libres[reste]
    return relaxation.frequences[reste]


class _Montee:
    """Subgradient ascent on the prices of one node."""

    def __init__(self, couts: Reels, base: Reels, voulus: int, *, cible: float) -> None:
        self.couts, self.base, self.voulus, self.cible = couts, base, voulus, cible
        moyens = couts.mean(axis=1)
        self.echelle = np.where(moyens > 0, moyens, base)

    def executer(self, prix: Reels, pas: int, echeance: Echeance) -> _Relaxation:
        meilleure, facteur, attente = self._relaxation(-np.inf, prix), 1.0, 0
        frequences = np.zeros(self.couts.shape[1])
        direction = np.zeros(len(prix))
        for _ in range(pas):
            relaxation, servies = self._evaluer(prix)
            frequences[relaxation.ouverts] += 1
            if relaxation.borne > meilleure.borne:
                meilleure, attente = relaxation, 0
            else:
                attente += 1
            if attente > PATIENCE:
                prix, facteur, attente = meilleure.prix, facteur / 2, 0
                direction[:] = 0
                continue
            direction = MEMOIRE * direction + self._sous_gradient(prix, servies)
            norme = float((self.echelle * direction**2).sum())
            if meilleure.borne >= self.cible or not norme or facteur < FACTEUR_MIN or echeance.est_passee():
                break
            avance = facteur * (self.cible * 1.01 - relaxation.borne) / norme
            prix = np.minimum(prix + avance * self.echelle * direction, self.base)
        return replace(meilleure, frequences=frequences / max(1.0, frequences.sum() / self.voulus))

    def _evaluer(self, prix: Reels) -> tuple[_Relaxation, Entiers]:
        """The bound at these prices, and how many open sites each demand would use."""
        gains = np.subtract(prix[:, None], self.couts)
        np.maximum(gains, 0, out=gains)
        reduits = -gains.sum(axis=0)
        ouverts = np.argpartition(reduits, self.voulus - 1)[: self.voulus]
        borne = float(prix.sum() + reduits[ouverts].sum())
        return _Relaxation(borne, prix, reduits, reduits, ouverts), (gains[:, ouverts] > 0).sum(axis=1)

    def _sous_gradient(self, prix: Reels, servies: Entiers) -> Reels:
        gradient: Reels = 1.0 - servies.astype(np.float64)
        gradient[(prix >= self.base) & (gradient > 0)] = 0
        return gradient

    def _relaxation(self, borne: float, prix: Reels) -> _Relaxation:
        rien = np.zeros(self.couts.shape[1])
        return _Relaxation(borne, prix, rien, rien, np.arange(self.voulus))
