"""What an import did, and every line that a person should read."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class LigneRapport:
    """One remark: where (file and line, or JSON path), which field, what is wrong, what to do. `gravite`: REJET, REVOIR or INFO."""

    fichier: str
    emplacement: str
    champ: str
    valeur: str
    message: str
    remede: str
    gravite: str

    def en_texte(self) -> str:
        """One sentence: « fichier.csv, ligne 12, finess « 12 » : … ; corrigez … »."""
        valeur = f" « {self.valeur} »" if self.valeur else ""
        return f"{self.fichier}, {self.emplacement}, {self.champ}{valeur} : {self.message} ; {self.remede}"


@dataclass(frozen=True)
class LigneChangement:
    """One change of an establishment, for the preview."""

    emplacement: str
    nature: str
    date: date
    finess: str
    nom: str
    detail: str


LIBELLES = {
    "lus": "lus",
    "crees": "créés",
    "modifies": "modifiés",
    "inchanges": "inchangés",
    "fermes": "fermés",
    "rouverts": "rouverts",
    "demenages": "déménagés",
    "renommes": "renommés",
    "a_revoir": "positions à revoir",
    "hors_champ": "hors du champ (ni enfance ni handicap)",
    "plus_anciens": "laissés (un fichier plus récent en parle déjà)",
    "rejetes": "rejetés",
    "capacites": "lignes de capacité",
}
"""What an import counts, and how it is said."""


@dataclass
class CompteRendu:
    """Counts by word of LIBELLES, changes and remarks. `essai`: everything was executed, then undone."""

    fichier: str
    format: str
    empreinte: str
    situation_le: date
    essai: bool = False
    deja_lu: bool = False
    comptes: Counter[str] = field(default_factory=Counter)
    changements: list[LigneChangement] = field(default_factory=list)
    lignes: list[LigneRapport] = field(default_factory=list)

    def noter(self, *, emplacement: str, champ: str, valeur: str, message: str, remede: str, gravite: str) -> None:
        """Add one remark."""
        self.lignes.append(LigneRapport(self.fichier, emplacement, champ, valeur, message, remede, gravite))

    @property
    def rejets(self) -> list[LigneRapport]:
        return [ligne for ligne in self.lignes if ligne.gravite == "REJET"]

    @property
    def comptes_dits(self) -> list[tuple[int, str]]:
        """Counts that are not zero, with their words, in the order of LIBELLES."""
        return [(self.comptes[mot], libelle) for mot, libelle in LIBELLES.items() if self.comptes[mot]]

    def en_json(self) -> dict[str, Any]:
        """Plain values, to keep with the lot."""
        return {
            "fichier": self.fichier,
            "format": self.format,
            "comptes": {mot: self.comptes[mot] for mot in LIBELLES},
            "lignes": [asdict(ligne) for ligne in self.lignes],
        }
