"""The readable figures of transmitted returns, dispositif by dispositif and period by period."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.activite.selectors.retours import contenus_figes, retours_transmis
from maillage.cpom.selectors import ComptesTransmis
from maillage.cpom.selectors.transmis import CompteTransmis
from maillage.pilotage.domain.retour_lisible import MASQUE, mesures_lisibles
from maillage.pilotage.memo import Memo

_LISIBLES: Memo[Mapping[str, Any]] = Memo(8192)
"""Readable figures (about twenty) by digest of a frozen result."""
_ENTIERES: Memo[Mapping[str, Any]] = Memo(256)
"""All the measures of a result, for the formulas of the CPOM."""
CHAMPS = ("pk", "dispositif_id", "periode", "revision", "regles", "empreinte_resultat")
Lire = Callable[[bytes], Mapping[str, Any]]


@dataclass(frozen=True)
class LectureTrimestre:
    """The figures that may be read in the last transmitted revision of a period: value by path, MASQUE in place of a small count."""

    periode: str
    revision: int
    regles: str
    valeurs: Mapping[str, Any]

    def nombre(self, chemin: str) -> float | None:
        """Return a value to draw, None when there is none or it is hidden."""
        valeur = self.valeurs.get(chemin)
        return None if valeur is None or valeur == MASQUE else float(valeur)


Lectures = dict[str, LectureTrimestre]
"""By label of period."""


def lectures_des(dispositifs: Collection[int], periodes: Collection[str] | None = None) -> dict[int, Lectures]:
    """Return the last transmitted revision of each period (None: of all) of these dispositifs.

    One query, and another one for the results that this process has not read yet.
    """
    retours = retours_transmis(dispositifs).select_related(None).order_by("revision")
    if periodes is not None:
        retours = retours.filter(periode__in=periodes)
    derniers = {(ligne[1], ligne[2]): ligne for ligne in retours.values_list(*CHAMPS)}
    lues = _lire({ligne[0]: ligne[5] for ligne in derniers.values()}, _LISIBLES, _lisibles)
    lectures: dict[int, Lectures] = {pk: {} for pk in dispositifs}
    for (dispositif, periode), (pk, _, _, revision, regles, _) in sorted(derniers.items()):
        lectures[dispositif][periode] = LectureTrimestre(periode, revision, regles, lues[pk])
    return lectures


def comptes_des_annees(dispositif_id: int, annees: Collection[int]) -> ComptesTransmis:
    """Return what `cpom.comptes_transmis` does for one dispositif, frozen results being read once in a process."""
    retours = retours_transmis([dispositif_id]).select_related(None).order_by("revision")
    derniers = {ligne[2]: ligne for ligne in retours.values_list(*CHAMPS) if int(ligne[2][:4]) in annees}
    mesures = _lire({ligne[0]: ligne[5] for ligne in derniers.values()}, _ENTIERES, _entieres)
    return ComptesTransmis(
        {
            (dispositif_id, periode): CompteTransmis(regles, mesures[pk], periode, revision)
            for periode, (pk, _, _, revision, regles, _) in derniers.items()
        }
    )


def _lire(empreintes: Mapping[int, str], memo: Memo[Mapping[str, Any]], lire: Lire) -> dict[int, Mapping[str, Any]]:
    """Read each result by its digest; only those that this process has not read yet are fetched, in one query."""
    connues = {pk: memo.garde(empreinte) for pk, empreinte in empreintes.items()}
    nouvelles = [pk for pk, mesures in connues.items() if mesures is None]
    lues = (
        {pk: memo.garder(empreintes[pk], lire(octets)) for pk, octets in contenus_figes(nouvelles)} if nouvelles else {}
    )
    return {pk: mesures if mesures is not None else lues[pk] for pk, mesures in connues.items()}


def _entieres(octets: bytes) -> Mapping[str, Any]:
    resultat = json.loads(octets) if octets else {"dispositifs": [{"mesures": {}}]}
    [lu] = resultat["dispositifs"]
    mesures: Mapping[str, Any] = lu["mesures"]
    return mesures


def _lisibles(octets: bytes) -> Mapping[str, Any]:
    return dict(mesures_lisibles(_entieres(octets)))
