"""From a problem of sites to its best choice and proven bound, by objective; then its stability."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from maillage.cartographie.domain.implantation import (
    VARIATIONS,
    Implantation,
    IssueImplantation,
    Objectif,
    StatutCalcul,
    evaluer,
    part_commune,
)
from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.domain.temps import INATTEIGNABLE, Entiers, Reels
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation.centre import RechercheRayon, couvrir_tout
from maillage.cartographie.optimisation.couverture import couvrir
from maillage.cartographie.optimisation.lagrange import Exploration, Resultat
from maillage.cartographie.optimisation.recherche import cout, echanger, glouton

PART_LAGRANGE = 0.25
"""Share of the time given to the Lagrangian search of a covering before HiGHS takes over."""


@dataclass(frozen=True)
class _Reduit:
    """The demands that weigh, the new sites, and the minutes to the nearest existing one."""

    populations: Entiers
    minutes: Entiers
    base: Entiers
    nouveaux: Entiers
    k: int
    seuil: int


def resoudre(probleme: Implantation, echeance: Echeance, *, depart: Sequence[int] | None = None) -> IssueImplantation:
    """`depart`: a choice to start from, kept if none is better."""
    reduit = _reduire(probleme)
    if not len(reduit.populations):
        return IssueImplantation(StatutCalcul.OPTIMAL, _en_rangs(reduit, np.array([], dtype=np.int64)), Fraction(0))
    if not probleme.k:
        return _sans_nouveau_site(probleme, reduit)
    connus = None if depart is None else np.searchsorted(reduit.nouveaux, np.array(depart, dtype=np.int64))
    return RESOLUTIONS[probleme.objectif](probleme, reduit, echeance, connus)


def stabilite(probleme: Implantation, sites: Sequence[int], echeance: Echeance) -> Fraction | None:
    """Mean share of the new sites also chosen when all times vary; None without new site or when not proved in time."""
    if not sites:
        return None
    if probleme.objectif is not Objectif.COUVERTURE:
        return Fraction(1)
    parts = Fraction()
    for facteur in VARIATIONS:
        issue = resoudre(probleme.avec_temps(facteur), echeance, depart=sites)
        if issue.statut is not StatutCalcul.OPTIMAL:
            return None
        parts += part_commune(sites, issue.sites)
    return parts / len(VARIATIONS)


def _sans_nouveau_site(probleme: Implantation, reduit: _Reduit) -> IssueImplantation:
    """The existing sites are the only choice."""
    if probleme.objectif is not Objectif.COUVERTURE and bool((reduit.base == INATTEIGNABLE).any()):
        return IssueImplantation(StatutCalcul.IRREALISABLE)
    return IssueImplantation(StatutCalcul.OPTIMAL, (), evaluer(probleme, ()).valeur)


def _reduire(probleme: Implantation) -> _Reduit:
    pesantes = probleme.pesantes()
    minutes = probleme.minutes[pesantes]
    nouveaux = probleme.nouveaux
    existants = minutes[:, probleme.existants]
    return _Reduit(
        probleme.populations[pesantes],
        minutes[:, nouveaux],
        existants.min(axis=1, initial=INATTEIGNABLE),
        nouveaux,
        probleme.k,
        probleme.seuil,
    )


def _en_rangs(reduit: _Reduit, sites: Entiers) -> tuple[int, ...]:
    """Exactly k ranks of candidates: the search may need fewer, the first ones left complete it."""
    autres = np.setdiff1d(np.arange(len(reduit.nouveaux)), sites)[: reduit.k - len(sites)]
    return tuple(sorted(reduit.nouveaux[np.concatenate((sites, autres)).astype(np.int64)].tolist()))


def _resoudre_moyenne(
    probleme: Implantation, reduit: _Reduit, echeance: Echeance, depart: Entiers | None
) -> IssueImplantation:
    couts, base, penalite = _couts_ponderes(reduit)
    sites = depart if depart is not None else echanger(couts, base, glouton(couts, base, reduit.k, echeance), echeance)
    if not _atteint_tout(reduit, sites):
        essai = couvrir_tout(reduit.minutes[reduit.base == INATTEIGNABLE] != INATTEIGNABLE, reduit.k, echeance)
        if essai.sites is None:
            plancher = Fraction(int(_plancher(reduit)), UNITE * UNITE)
            return (
                IssueImplantation(StatutCalcul.IRREALISABLE)
                if essai.impossible
                else IssueImplantation(StatutCalcul.INCONNU, (), plancher)
            )
        sites = np.searchsorted(reduit.nouveaux, np.array(_en_rangs(reduit, essai.sites), dtype=np.int64))
        sites = echanger(couts, base, sites, echeance)
    plafond = cout(couts, base, sites) * 1.01 + 1
    couts[couts == penalite], base[base == penalite] = plafond, plafond
    resultat = Exploration(couts, base, reduit.k, depart=sites, quantum=_quantum(reduit), echeance=echeance).executer()
    return _issue(probleme, reduit, resultat, resultat.borne)


def _atteint_tout(reduit: _Reduit, sites: Entiers) -> bool:
    proches = np.minimum(reduit.base, reduit.minutes[:, sites].min(axis=1, initial=INATTEIGNABLE))
    return bool((proches != INATTEIGNABLE).all())


def _couts_ponderes(reduit: _Reduit) -> tuple[Reels, Reels, float]:
    """Persons x minutes, with a price of the missing pairs above any choice that reaches everyone."""
    poids = reduit.populations / UNITE
    sans, base_sans = reduit.minutes == INATTEIGNABLE, reduit.base == INATTEIGNABLE
    couts = np.where(sans, 0, reduit.minutes) * (poids[:, None] / UNITE)
    base = np.where(base_sans, 0, reduit.base) * (poids / UNITE)
    penalite = float(np.maximum(couts.max(axis=1, initial=0), base).sum()) + 1
    couts[sans], base[base_sans] = penalite, penalite
    return couts, base, penalite


def _plancher(reduit: _Reduit) -> int:
    proches = np.minimum(reduit.base, reduit.minutes.min(axis=1, initial=INATTEIGNABLE))
    return sum(int(t) * int(p) for t, p in zip(proches, reduit.populations, strict=True))


def _quantum(reduit: _Reduit) -> float:
    """Two different sums of persons x minutes differ by at least that much."""
    temps = np.append(reduit.minutes[reduit.minutes != INATTEIGNABLE], reduit.base[reduit.base != INATTEIGNABLE])
    return float(np.gcd.reduce(reduit.populations)) * float(np.gcd.reduce(temps)) / UNITE**2


def _resoudre_couverture(
    probleme: Implantation, reduit: _Reduit, echeance: Echeance, depart: Entiers | None
) -> IssueImplantation:
    pas = int(np.gcd.reduce(reduit.populations))
    total = Fraction(sum(reduit.populations.tolist()), UNITE)
    ouvertes = reduit.base > reduit.seuil
    couvre, poids = reduit.minutes[ouvertes] <= reduit.seuil, reduit.populations[ouvertes] // pas
    utiles = couvre.any(axis=1)
    perdus = Fraction(sum(poids[~utiles].tolist()) * pas, UNITE)
    resultat = _couvrir(couvre[utiles], poids[utiles], reduit.k, depart, echeance)
    borne = total - perdus - Fraction(resultat.borne) * pas / UNITE
    return _issue(probleme, reduit, resultat, borne)


def _couvrir(couvre: np.ndarray, poids: Entiers, k: int, depart: Entiers | None, echeance: Echeance) -> Resultat:
    """Lagrangian search first, best when few sites decide; HiGHS on what it leaves undecided."""
    base = poids.astype(np.float64)
    couts = np.where(couvre, 0.0, base[:, None])
    sites = depart if depart is not None else echanger(couts, base, glouton(couts, base, k, echeance), echeance)
    premiere = echeance.part(PART_LAGRANGE)
    resultat = Exploration(couts, base, k, depart=sites, quantum=1.0, echeance=premiere).executer()
    if resultat.prouve or echeance.est_passee():
        return resultat
    suite = couvrir(couvre, poids, k, depart=resultat.sites, echeance=echeance)
    return Resultat(suite.sites, suite.cout, max(resultat.borne, suite.borne), prouve=suite.prouve)


def _resoudre_pire(
    probleme: Implantation, reduit: _Reduit, echeance: Echeance, depart: Entiers | None
) -> IssueImplantation:
    recherche = RechercheRayon(reduit.minutes, reduit.base, reduit.k, echeance)
    recherche.executer()
    borne = recherche.borne
    if recherche.sites is None:
        connue = None if borne is None else Fraction(borne, UNITE)
        statut = StatutCalcul.IRREALISABLE if borne is None else StatutCalcul.INCONNU
        return IssueImplantation(statut, (), connue)
    prouve = recherche.bas >= recherche.haut
    statut = StatutCalcul.OPTIMAL if prouve else StatutCalcul.REALISABLE
    sites = _en_rangs(reduit, recherche.sites)
    valeur = evaluer(probleme, sites).valeur
    return IssueImplantation(statut, sites, valeur if prouve or borne is None else min(valeur, Fraction(borne, UNITE)))


def _issue(probleme: Implantation, reduit: _Reduit, resultat: Resultat, borne: float | Fraction) -> IssueImplantation:
    """With a proof the bound is the exact value."""
    sites = _en_rangs(reduit, resultat.sites)
    valeur = evaluer(probleme, sites).valeur
    if resultat.prouve:
        return IssueImplantation(StatutCalcul.OPTIMAL, sites, valeur)
    juste = max if probleme.objectif is Objectif.COUVERTURE else min
    return IssueImplantation(StatutCalcul.REALISABLE, sites, juste(valeur, Fraction(borne)))


Resolution = Callable[[Implantation, _Reduit, Echeance, "Entiers | None"], IssueImplantation]
RESOLUTIONS: dict[Objectif, Resolution] = {
    Objectif.MOYENNE: _resoudre_moyenne,
    Objectif.COUVERTURE: _resoudre_couverture,
    Objectif.PIRE: _resoudre_pire,
}
