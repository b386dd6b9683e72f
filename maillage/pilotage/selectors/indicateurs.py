"""The values of one indicator: quarter after quarter from transmitted returns, beside what was released of the region."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from maillage.activite.lignes import GROUPES
from maillage.pilotage.domain.bord import TRIMESTRES
from maillage.pilotage.domain.indicateurs import Indicateur
from maillage.pilotage.domain.indicateurs import catalogue as dresser
from maillage.pilotage.domain.tableau import TOTAL, Cle, Croisement
from maillage.pilotage.models import Publication
from maillage.pilotage.publie import ChiffrePublie, chiffre_publie
from maillage.pilotage.selectors.lectures import LectureTrimestre, lectures_des


@lru_cache
def catalogue() -> dict[str, Indicateur]:
    """Return the cards by code."""
    return dresser(GROUPES)


def lectures(dispositif_id: int) -> list[LectureTrimestre]:
    """Return the last quarters of a dispositif, oldest first."""
    lues = lectures_des([dispositif_id])[dispositif_id]
    return [lues[periode] for periode in sorted(lues) if "-T" in periode][-TRIMESTRES:]


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
