"""A scenario of antennes: figures of a choice of sites, who gains and who loses from today. Populations of communes, exact until shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from maillage.cartographie.domain.implantation import VARIATIONS, Implantation, Objectif, evaluer
from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.domain.temps import INATTEIGNABLE, Booleens, Entiers


@dataclass(frozen=True)
class SiteEtudie:
    """A place where professionals start from; `quitte`: existing, given up in the scenario; `loyer` in euros by month."""

    id: str
    nom: str
    lon: float
    lat: float
    existant: bool = False
    quitte: bool = False
    loyer: float | None = None


@dataclass(frozen=True)
class LieuDeBesoin:
    """A commune and its population."""

    id: str
    nom: str
    lon: float
    lat: float
    population: int


@dataclass(frozen=True)
class HypothesesDeplacements:
    """How many young people are visited, how often: what kilometres of professionals are estimated with."""

    jeunes: int
    visites_semaine: Fraction
    semaines: int

    @property
    def visites_par_an(self) -> Fraction:
        return self.jeunes * self.visites_semaine * self.semaines


@dataclass(frozen=True)
class ChiffresDuChoix:
    """Means in minutes; `couverts`: people within the threshold, and within it were every road 20 % faster or slower."""

    moyenne: Fraction | None
    pire_decile: Fraction | None
    couverts: Fraction
    couverts_si_rapide: Fraction
    couverts_si_lent: Fraction
    km_par_an: Fraction | None
    loyer: float | None


@dataclass(frozen=True)
class EcartsDuChoix:
    """People, and numbers of communes, whose way to the nearest site changes by the minutes that are told."""

    population_gagne: int
    communes_gagnent: int
    population_perd: int
    communes_perdent: int


@dataclass(frozen=True)
class Etude:
    """Demands, sites sorted by id, and the journeys between them (millionths; INATTEIGNABLE without a road)."""

    lieux: tuple[LieuDeBesoin, ...]
    sites: tuple[SiteEtudie, ...]
    minutes: Entiers
    km: Entiers
    objectif: Objectif
    seuil: int

    @property
    def populations(self) -> Entiers:
        return np.array([lieu.population for lieu in self.lieux], dtype=np.int64) * UNITE

    def rangs(self, *, existant: bool, quitte: bool | None = None) -> list[int]:
        """Ranks of the sites of that kind."""
        return [
            rang
            for rang, site in enumerate(self.sites)
            if site.existant is existant and (quitte is None or site.quitte is quitte)
        ]

    def probleme(self, k: int) -> tuple[Implantation, list[int]]:
        """The problem of contract 3 without the sites given up, and the rank here of each of its candidates."""
        gardes = sorted([*self.rangs(existant=True, quitte=False), *self.rangs(existant=False)])
        return self._implantation(gardes, k), gardes

    def _implantation(self, rangs: Sequence[int], k: int) -> Implantation:
        return Implantation(
            tuple(lieu.id for lieu in self.lieux),
            self.populations,
            tuple(self.sites[rang].id for rang in rangs),
            np.array([self.sites[rang].existant for rang in rangs], dtype=bool),
            self.minutes[:, list(rangs)],
            k,
            self.objectif,
            self.seuil,
        )

    def plus_proches(self, ouverts: Sequence[int]) -> tuple[Entiers, Entiers]:
        """Minutes and kilometres of each demand to the nearest of these sites, INATTEIGNABLE when none is reached."""
        minutes = np.full(len(self.lieux), INATTEIGNABLE, dtype=np.int64)
        if not ouverts or not self.lieux:
            return minutes, minutes.copy()
        choix = np.array(ouverts)[np.argmin(self.minutes[:, list(ouverts)], axis=1)]
        lignes = np.arange(len(choix))
        minutes = self.minutes[lignes, choix]
        return minutes, np.where(minutes == INATTEIGNABLE, INATTEIGNABLE, self.km[lignes, choix])

    def chiffrer(self, ouverts: Sequence[int], hypotheses: HypothesesDeplacements) -> ChiffresDuChoix:
        """Figures when these sites are open."""
        probleme = self._ouverte(ouverts)
        bilan = evaluer(probleme, ())
        rapide, lent = (evaluer(probleme.avec_temps(facteur), ()).couverts for facteur in VARIATIONS)
        loyers = [site.loyer for rang in ouverts if (site := self.sites[rang]).loyer is not None]
        km_par_an = self._km_par_an(ouverts, hypotheses)
        loyer = sum(loyers) if loyers else None
        return ChiffresDuChoix(bilan.moyenne, bilan.pire_decile, bilan.couverts, rapide, lent, km_par_an, loyer)

    def _ouverte(self, ouverts: Sequence[int]) -> Implantation:
        """The problem where these sites, and no other, are there already."""
        return replace(self._implantation(sorted(ouverts), 0), existants=np.ones(len(ouverts), dtype=bool))

    def rang_de(self, ouverts: Sequence[int]) -> tuple[int, Fraction]:
        """What sorts choices, smallest first: people left without a road, then the objective."""
        minutes, _ = self.plus_proches(ouverts)
        valeur = evaluer(self._ouverte(ouverts), ()).valeur
        signe = -1 if self.objectif is Objectif.COUVERTURE else 1
        return int(self.populations[minutes == INATTEIGNABLE].sum()), signe * valeur

    def _km_par_an(self, ouverts: Sequence[int], hypotheses: HypothesesDeplacements) -> Fraction | None:
        """There and back for each visit, young people spread as the population is; None when nobody is reached."""
        _, km = self.plus_proches(ouverts)
        servis = (km != INATTEIGNABLE) & (self.populations > 0)
        poids = self.populations[servis] // UNITE
        total = int(poids.sum())
        if not total:
            return None
        moyenne = Fraction(sum(int(k) * int(p) for k, p in zip(km[servis], poids, strict=True)), total * UNITE)
        return 2 * moyenne * hypotheses.visites_par_an

    def ecarts(self, avant: Entiers, apres: Entiers, *, minimum: int) -> EcartsDuChoix:
        """`minimum` in whole minutes. A demand that is reached for the first time gains, one no longer reached loses."""
        gagne, perd = _changes(avant, apres, minimum * UNITE)
        populations = self.populations // UNITE
        return EcartsDuChoix(
            int(populations[gagne].sum()), int(gagne.sum()), int(populations[perd].sum()), int(perd.sum())
        )


def _changes(avant: Entiers, apres: Entiers, minimum: int) -> tuple[Booleens, Booleens]:
    connus = (avant != INATTEIGNABLE) & (apres != INATTEIGNABLE)
    ecart = np.where(connus, np.where(connus, avant, 0) - np.where(connus, apres, 0), 0)
    gagne = (connus & (ecart >= minimum)) | ((avant == INATTEIGNABLE) & (apres != INATTEIGNABLE))
    perd = (connus & (ecart <= -minimum)) | ((avant != INATTEIGNABLE) & (apres == INATTEIGNABLE))
    return gagne, perd
