"""Access in places per person: enhanced two-step floating catchment, exact (Luo & Qi 2009; contract, section 2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import numpy as np

from maillage.cartographie.domain.nombres import DECIMALES, UNITE, arrondir, fraction
from maillage.cartographie.domain.temps import INATTEIGNABLE, Booleens, Entiers, Paires, Reels

PART_DU_MINIMUM = Fraction(1, 3)
"""Default floor of SATURE: this share of the places per person of the whole territory."""
EPSILON = float(np.finfo(np.float64).eps)


class LectureAcces(StrEnum):
    """The readings of a « zone blanche »: nothing near, wrong public, too many for the places."""

    AUCUN = "AUCUN"
    AUTRE_PUBLIC = "AUTRE_PUBLIC"
    SATURE = "SATURE"
    OK = "OK"


@dataclass(frozen=True)
class Desserte:
    """Demand, supply and their times. Populations, capacities and minutes are in millionths."""

    populations: Entiers
    capacites: Entiers
    publics: tuple[frozenset[str], ...]
    paires: Paires


@dataclass(frozen=True)
class ParametresAcces:
    """`paliers` (millionths of a minute) strictly increasing, the last is the threshold; `poids` as many, in ]0, 1]."""

    paliers: tuple[int, ...]
    poids: tuple[Fraction, ...] = (Fraction(1),)
    public: str | None = None
    acces_min: Fraction | None = None


@dataclass(frozen=True)
class AccesDemande:
    """Result of one demand: `minutes_plus_proche` in millionths, `acces` rounded to six decimals from the rational."""

    minutes_plus_proche: int | None
    acces: Decimal
    lecture: LectureAcces


@dataclass
class CalculAcces:
    """One run. `acces_exact(rang)` is the rational behind the rounded figure."""

    desserte: Desserte
    parametres: ParametresAcces
    compte: Booleens = field(init=False)
    ratios: list[Fraction] = field(init=False)
    _demandes: Entiers = field(init=False)
    _offres: Entiers = field(init=False)
    _bandes: Entiers = field(init=False)
    _debuts: Entiers = field(init=False)

    def __post_init__(self) -> None:
        public = self.parametres.public
        self.compte = np.array([public is None or public in publics for publics in self.desserte.publics], dtype=bool)
        paires = self.desserte.paires
        bandes = np.searchsorted(np.array(self.parametres.paliers, dtype=np.int64), paires.minutes, side="left")
        utiles = (bandes < len(self.parametres.paliers)) & self.compte[paires.destinations]
        ordre = np.flatnonzero(utiles)[np.argsort(paires.origines[utiles], kind="stable")]
        self._demandes, self._offres = paires.origines[ordre], paires.destinations[ordre]
        self._bandes = bandes[ordre].astype(np.int64)
        self._debuts = np.searchsorted(self._demandes, np.arange(len(self.desserte.populations) + 1))
        self.ratios = self._places_par_personne()

    def _places_par_personne(self) -> list[Fraction]:
        """Step 1: R_j, 0 where nobody weighs."""
        bandes = len(self.parametres.paliers)
        sommes = np.zeros((len(self.desserte.capacites), bandes), dtype=np.int64)
        np.add.at(sommes, (self._offres, self._bandes), self.desserte.populations[self._demandes])
        poids = self.parametres.poids
        demandes = (sum((w * int(p) for w, p in zip(poids, rang, strict=True)), Fraction()) for rang in sommes)
        return [
            int(capacite) / demande if demande else Fraction()
            for capacite, demande in zip(self.desserte.capacites, demandes, strict=True)
        ]

    def acces_exact(self, rang: int) -> Fraction:
        """Step 2 for one demand."""
        debut, fin = self._debuts[rang : rang + 2]
        bandes, offres = self._bandes[debut:fin].tolist(), self._offres[debut:fin].tolist()
        return sum((self.parametres.poids[b] * self.ratios[o] for b, o in zip(bandes, offres, strict=True)), Fraction())

    def minimum(self) -> Fraction:
        """Floor under which a demand is saturated."""
        if self.parametres.acces_min is not None:
            return self.parametres.acces_min
        personnes = sum(self.desserte.populations.tolist())
        places = sum(self.desserte.capacites[self.compte].tolist())
        return PART_DU_MINIMUM * Fraction(places, personnes) if personnes else Fraction()

    def resultats(self) -> list[AccesDemande]:
        """One per demand, in order."""
        approches, marge = self._approches()
        minimum, proches = self.minimum(), self._minutes_plus_proche(self.compte)
        autres = self._minutes_plus_proche(~self.compte)
        resultats = []
        for rang, approche in enumerate(approches.tolist()):
            exact = self.acces_exact(rang) if _est_douteux(approche, marge, float(minimum)) else None
            valeur = Fraction(approche) if exact is None else exact
            lecture = self._lecture(int(proches[rang]), int(autres[rang]), sature=valeur < minimum)
            proche = None if proches[rang] == INATTEIGNABLE else int(proches[rang])
            resultats.append(AccesDemande(proche, arrondir(valeur, DECIMALES), lecture))
        return resultats

    def _approches(self) -> tuple[Reels, float]:
        """Floating point step 2 and a proven bound on its relative error: it decides what is far from any edge."""
        ratios = np.array([float(ratio) for ratio in self.ratios])
        poids = np.array([float(w) for w in self.parametres.poids])
        termes = ratios[self._offres] * poids[self._bandes]
        approches: Reels = np.zeros(len(self.desserte.populations))
        np.add.at(approches, self._demandes, termes)
        return approches, EPSILON * (8 + int(np.max(np.diff(self._debuts), initial=0)))

    def _minutes_plus_proche(self, offres: Booleens) -> Entiers:
        proches = np.full(len(self.desserte.populations), INATTEIGNABLE, dtype=np.int64)
        paires = self.desserte.paires
        voulues = offres[paires.destinations]
        np.minimum.at(proches, paires.origines[voulues], paires.minutes[voulues])
        return proches

    def _lecture(self, proche: int, autre: int, *, sature: bool) -> LectureAcces:
        seuil = self.parametres.paliers[-1]
        if proche > seuil:
            return LectureAcces.AUTRE_PUBLIC if autre <= seuil else LectureAcces.AUCUN
        return LectureAcces.SATURE if sature else LectureAcces.OK


def _est_douteux(approche: float, marge: float, minimum: float) -> bool:
    """Whether the exact value could round otherwise, or be on the other side of the floor."""
    unites, erreur = approche * UNITE, approche * UNITE * marge
    pres_du_bord = abs(unites % 1.0 - 0.5) <= erreur + EPSILON * (unites + 1)
    return pres_du_bord or abs(approche - minimum) <= 2 * marge * max(approche, minimum)


def acces_demandes(desserte: Desserte, parametres: ParametresAcces) -> list[AccesDemande]:
    """Access, nearest supply and reading of every demand, in order."""
    return CalculAcces(desserte, parametres).resultats()


def capacite_partagee(calcul: CalculAcces) -> Fraction:
    """Places of the supply that counts and that someone weighs on: equals Σ population·acces."""
    return fraction(sum(int(c) for c, ratio in zip(calcul.desserte.capacites, calcul.ratios, strict=True) if ratio))
