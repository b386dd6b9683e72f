"""The values of one indicator: quarter after quarter from transmitted returns, beside what was released of the region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from maillage.activite.lignes import GROUPES
from maillage.activite.selectors.retours import resultat_fige, retours_transmis
from maillage.pilotage.domain.indicateurs import Indicateur
from maillage.pilotage.domain.indicateurs import catalogue as dresser
from maillage.pilotage.domain.retour_lisible import MASQUE, mesures_lisibles
from maillage.pilotage.domain.tableau import TOTAL, Cle, Croisement
from maillage.pilotage.models import Publication
from maillage.pilotage.publie import ChiffrePublie, chiffre_publie

TRIMESTRES = 8
"""How many quarters a card looks back."""


@lru_cache
def catalogue() -> dict[str, Indicateur]:
    """Return the cards by code."""
    return dresser(GROUPES)


@dataclass(frozen=True)
class LectureTrimestre:
    """The figures that may be read in the last transmitted revision of a quarter: value by path, MASQUE in place of a small count."""

    periode: str
    revision: int
    valeurs: dict[str, Any]

    def nombre(self, chemin: str) -> float | None:
        """Return a value to draw, None when there is none or it is hidden."""
        valeur = self.valeurs.get(chemin)
        return None if valeur is None or valeur == MASQUE else float(valeur)


def lectures(dispositif_id: int) -> list[LectureTrimestre]:
    """Return the last quarters of a dispositif, oldest first (1 query)."""
    retours = retours_transmis([dispositif_id]).filter(periode__contains="-T").order_by("periode", "revision")
    derniers: dict[str, Any] = {retour.periode: retour for retour in retours}
    return [_lire(derniers[periode]) for periode in sorted(derniers)[-TRIMESTRES:]]


def publications_de(carte: Indicateur, periodes: Sequence[str], type_: str) -> dict[str, list[ChiffrePublie]]:
    """Return, by period, what its last release says of the same type of dispositif (of all when the type stands alone nowhere); 1 query."""
    parues = {p.periode: p for p in Publication.objects.filter(periode__in=periodes).order_by("numero")}
    lues = {}
    for periode, publication in parues.items():
        octets = bytes(publication.tableau)
        du_type, de_tous = Croisement(TOTAL, type_), Croisement(TOTAL, TOTAL)
        chiffres = [
            chiffre_publie(octets, Cle(code, du_type)) or chiffre_publie(octets, Cle(code, de_tous))
            for code in carte.publie
        ]
        lues[periode] = [chiffre for chiffre in chiffres if chiffre is not None]
    return lues


def _lire(retour: Any) -> LectureTrimestre:
    resultat = resultat_fige(retour)
    [lu] = resultat["dispositifs"] if resultat else [{"mesures": {}}]
    return LectureTrimestre(retour.periode, retour.revision, dict(mesures_lisibles(lu["mesures"])))
