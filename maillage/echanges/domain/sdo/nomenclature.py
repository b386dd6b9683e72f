"""Statuses (TRE_R357), reasons (TRE_R358) and which reason goes with which status (ASS_A32), as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

INCONNU = "code inconnu"


class NiveauStatut(StrEnum):
    """Whose position a status tells."""

    ESMS = "ESMS"
    UNITE = "UNITE"


@dataclass(frozen=True)
class StatutSdo:
    """A status. `emis`: an establishment may say it; `clos`: nothing more is awaited for this decision; `motifs`: reasons allowed with it."""

    code: str
    niveau: NiveauStatut
    libelle: str
    emis: bool = True
    clos: bool = False
    motifs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nomenclature:
    """The lists of the guide. A code that is not in them is kept as it came and said to be unknown."""

    statuts: Mapping[str, StatutSdo]
    motifs: Mapping[str, str]
    modes: Mapping[str, str]
    temporalites: Mapping[str, str]
    categories: Mapping[str, str]

    @classmethod
    def depuis(cls, table: Mapping[str, Any]) -> Nomenclature:
        """Build it from referentiels/sdo.toml."""
        statuts = (
            StatutSdo(
                ligne["code"],
                NiveauStatut(ligne["niveau"]),
                ligne["libelle"],
                ligne["emis"],
                ligne["clos"],
                tuple(ligne.get("motifs", ())),
            )
            for ligne in table["statut"]
        )
        autres = {nom: dict(table[nom]) for nom in ("motifs", "modes", "temporalites", "categories")}
        return cls(statuts={statut.code: statut for statut in statuts}, **autres)

    def dire(self, code: str, liste: str = "statuts") -> str:
        """Return the words of a code; of an unknown one, itself and the warning; of none, nothing."""
        if not code:
            return ""
        if liste == "statuts":
            statut = self.statuts.get(code)
            return statut.libelle if statut else f"{code} ({INCONNU})"
        return str(getattr(self, liste).get(code, f"{code} ({INCONNU})"))

    def emis(self, niveau: NiveauStatut) -> list[StatutSdo]:
        """Return the statuses that an establishment may say at that level."""
        return [statut for statut in self.statuts.values() if statut.emis and statut.niveau is niveau]

    def clot(self, code: str) -> bool:
        """Tell whether nothing more is awaited after that status."""
        return code in self.statuts and self.statuts[code].clos
