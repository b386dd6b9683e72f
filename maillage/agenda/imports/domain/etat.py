"""The state of an occurrence: what a source says of it, or what the agenda holds. Young people and professionals are primary keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

CHAMPS_SIMPLES = ("debut", "fin", "categorie", "modalite", "lieu_type", "lieu", "titre", "statut")


@dataclass(frozen=True)
class Etat:
    """`debut` and `fin` are instants in UTC; `jeunes` maps a young person to PRESENT, ABSENT or "" (not said); `absences` to a reason."""

    debut: datetime
    fin: datetime
    categorie: str
    modalite: str = ""
    lieu_type: str = ""
    lieu: str = ""
    titre: str = ""
    statut: str = "PLANIFIE"
    jeunes: Mapping[int, str] = field(default_factory=dict)
    pros: frozenset[int] = frozenset()
    absences: Mapping[int, str] = field(default_factory=dict)


def vers_json(etat: Etat) -> dict[str, Any]:
    """Return the state as JSON values, always in the same order."""
    simples: dict[str, Any] = {nom: getattr(etat, nom) for nom in CHAMPS_SIMPLES}
    return {
        **simples,
        "debut": etat.debut.isoformat(),
        "fin": etat.fin.isoformat(),
        "jeunes": {str(pk): etat.jeunes[pk] for pk in sorted(etat.jeunes)},
        "pros": sorted(etat.pros),
        "absences": {str(pk): etat.absences[pk] for pk in sorted(etat.absences)},
    }


def depuis_json(donnees: Mapping[str, Any]) -> Etat:
    """Return the state that `vers_json` wrote."""
    return Etat(
        **{nom: donnees[nom] for nom in CHAMPS_SIMPLES if nom not in {"debut", "fin"}},
        debut=datetime.fromisoformat(donnees["debut"]),
        fin=datetime.fromisoformat(donnees["fin"]),
        jeunes={int(pk): presence for pk, presence in donnees["jeunes"].items()},
        pros=frozenset(donnees["pros"]),
        absences={int(pk): motif for pk, motif in donnees["absences"].items()},
    )
