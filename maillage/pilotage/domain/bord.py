"""The figures of a dashboard: which ones, how returns are put together, how a year is made, how a change is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from maillage.pilotage.domain.explications import ORIGINES
from maillage.pilotage.domain.mesures import SOMMES, TAUX
from maillage.pilotage.domain.retour_lisible import CHEMINS, MASQUE
from maillage.socle.domain.calendrier import UN_JOUR, Trimestre, trimestre_de

TRIMESTRES = 8
"""How many quarters a series looks back."""
TRIMESTRES_D_UN_AN = 4
FAMILLES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "Jeunes accompagnés",
        ("file_active.stricte", "file_active.elargie", "flux.presents_fin", "flux.entrees", "flux.sorties"),
        "file_active.stricte",
    ),
    ("Activité", ("journees", "nuitees", "seances", "actes", "unites.total"), "journees"),
    ("Occupation et places", ("occupation.AJ.taux", "occupation.AN.taux", "places.total"), "occupation.AJ.taux"),
    (
        "Souplesse, école, sorties difficiles",
        (
            "multi_modalite.jeunes",
            "multi_modalite.taux",
            "unites.jeunes_complexes",
            "scolarite.taux_ordinaire",
            "creton.jeunes",
            "creton.taux",
        ),
        "scolarite.taux_ordinaire",
    ),
    ("Appui-ressource", ("appui_ressource.heures",), "appui_ressource.heures"),
)
"""Title, figures in order, the one that is drawn on the dashboard."""
INDICATEURS = tuple(chemin for _, chemins, _ in FAMILLES for chemin in chemins)
EN_TAUX = frozenset(chemin for chemin in CHEMINS if chemin.rpartition(".")[2].startswith("taux"))
NON_ADDITIFS = EN_TAUX | {"semaines_ouvertes"}
PUBLIE_DE = {ORIGINES[mesure.code].chemin: mesure.code for mesure in (*SOMMES, *TAUX)}
"""Path in a return → code of the sum or rate of the restitution."""


@dataclass(frozen=True)
class Cumul:
    """Returns of a scope put together: `lus` are known, `masques` hide a small count, `attendus` in all.

    `nombre` is the sum of the known ones, their median for what does not add up; None when nothing is known.
    """

    nombre: float | None
    lus: int
    masques: int
    attendus: int

    @property
    def complet(self) -> bool:
        return self.lus == self.attendus

    @property
    def au_moins(self) -> bool:
        """A sum that leaves out hidden counts is a floor: it says nothing that the returns, read one by one, do not."""
        return bool(self.masques)


def cumuler(chemin: str, valeurs: Iterable[Any], *, attendus: int, planchers: Sequence[float] = ()) -> Cumul:
    """Put readable values together; a hidden one is counted as hidden, an absent one is left out.

    `planchers`: what is readable all the same of hidden counts (the count that they hold), for a floor that makes sense.
    """
    presentes = [valeur for valeur in valeurs if valeur is not None]
    connues = [float(valeur) for valeur in presentes if valeur != MASQUE]
    nombre = None
    if chemin in NON_ADDITIFS:
        nombre = float(median(connues)) if connues else None
    elif connues or planchers:
        nombre = sum(connues) + sum(planchers)
    return Cumul(nombre, len(connues), len(presentes) - len(connues), attendus)


def derniers_trimestres(fin: str, nombre: int = TRIMESTRES) -> list[str]:
    """Return the labels of the quarters up to `fin`, oldest first."""
    annee, numero = fin.split("-T")
    trimestre, libelles = Trimestre(int(annee), int(numero)), []
    for _ in range(nombre):
        libelles.append(str(trimestre))
        trimestre = trimestre_de(trimestre.debut - UN_JOUR)
    return libelles[::-1]


def annualiser(mode: str, par_trimestre: Mapping[str, float | None], entiere: float | None) -> tuple[float | None, int]:
    """Return the value of a year and how many quarters it is made of (0: a return of the whole year).

    `mode` as in the catalogue of the CPOM: SOMME adds the quarters that are known, DERNIER reads the last of the four; nothing else is made of
    quarters. A quarter that is hidden or missing is not guessed.
    """
    if entiere is not None:
        return entiere, 0
    connus = [valeur for valeur in par_trimestre.values() if valeur is not None]
    if mode == "SOMME" and connus:
        return sum(connus), len(connus)
    if mode == "DERNIER" and len(par_trimestre) == TRIMESTRES_D_UN_AN:
        dernier = list(par_trimestre.values())[-1]
        return dernier, TRIMESTRES_D_UN_AN if dernier is not None else 0
    return None, 0


def sens(avant: float | None, apres: float | None) -> int | None:
    """Return 1 (rises), -1 (falls), 0 (the same), None when one of them is unknown."""
    if avant is None or apres is None:
        return None
    return (apres > avant) - (apres < avant)


def sans_tete_vide(periodes: Sequence[str], connues: Iterable[str]) -> list[str]:
    """Drop the oldest quarters of which nothing is known; keep at least the last one."""
    vues = set(connues)
    premier = next((rang for rang, periode in enumerate(periodes) if periode in vues), len(periodes) - 1)
    return list(periodes[premier:])
