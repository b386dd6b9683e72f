"""What an import did, and every line that a person should read."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from maillage.socle.domain.typographie import ecrire_compte


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
    "lus": ("lu", "lus"),
    "crees": ("créé", "créés"),
    "modifies": ("modifié", "modifiés"),
    "inchanges": ("inchangé", "inchangés"),
    "fermes": ("fermé", "fermés"),
    "rouverts": ("rouvert", "rouverts"),
    "demenages": ("déménagé", "déménagés"),
    "renommes": ("renommé", "renommés"),
    "a_revoir": ("position à revoir", "positions à revoir"),
    "hors_champ": ("hors du champ (ni enfance ni handicap)",) * 2,
    "plus_anciens": ("laissé (un fichier plus récent en parle déjà)", "laissés (un fichier plus récent en parle déjà)"),
    "rejetes": ("rejeté", "rejetés"),
    "capacites": ("ligne de capacité", "lignes de capacité"),
}
"""What an import counts, and how one and several are said."""

HORS_TERRITOIRE = "cette commune n'est pas dans le territoire chargé"
"""The remark that a national file makes thousands of times."""


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
    def lignes_reunies(self) -> list[LigneRapport]:
        """The remarks to read: the establishments outside the territory are one line, with their number; `lignes` details them."""
        hors = [ligne for ligne in self.lignes if ligne.message == HORS_TERRITOIRE]
        autres = [ligne for ligne in self.lignes if ligne.message != HORS_TERRITOIRE]
        return [*autres, *([_reunir(hors)] if hors else [])]

    @property
    def comptes_dits(self) -> list[tuple[int, str]]:
        """Counts that are not zero, with their words, in the order of LIBELLES."""
        return [
            (nombre, singulier if nombre == 1 else pluriel)
            for mot, (singulier, pluriel) in LIBELLES.items()
            if (nombre := self.comptes[mot])
        ]

    def en_json(self) -> dict[str, Any]:
        """Plain values, to keep with the lot."""
        return {
            "fichier": self.fichier,
            "format": self.format,
            "comptes": {mot: self.comptes[mot] for mot in LIBELLES},
            "lignes": [asdict(ligne) for ligne in self.lignes],
        }


def _reunir(hors: list[LigneRapport]) -> LigneRapport:
    """One line for all of them, as it stands when it is alone."""
    if len(hors) == 1:
        return hors[0]
    message = f"la commune de {ecrire_compte(len(hors), 'établissement')} n'est pas dans le territoire chargé"
    return replace(hors[0], emplacement=f"à partir de : {hors[0].emplacement}", valeur="", message=message)
