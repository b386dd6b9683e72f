"""What an import of reference data did: counts, changes, and every line that a person should read."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

LIBELLES = {
    "lus": ("lu", "lus"),
    "crees": ("créé", "créés"),
    "modifies": ("modifié", "modifiés"),
    "inchanges": ("inchangé", "inchangés"),
    "fermes": ("fermé", "fermés"),
    "rouverts": ("rouvert", "rouverts"),
    "places": ("placé à son adresse", "placés à leur adresse"),
    "a_revoir": ("à revoir", "à revoir"),
    "plus_anciens": ("laissé (un fichier plus récent en parle déjà)", "laissés (un fichier plus récent en parle déjà)"),
    "laisses": ("laissé tel quel", "laissés tels quels"),
    "rejetes": ("refusé", "refusés"),
}
"""What an import counts, and how one and several are said."""
ECRIVENT = ("crees", "modifies", "fermes", "rouverts", "places")
REJET, REVOIR, INFO = "REJET", "REVOIR", "INFO"
GRAVITES = {REJET: "n'entre pas", REVOIR: "entre, à revoir", INFO: "entre"}


@dataclass(frozen=True)
class Remarque:
    """One remark on a line: which column, what it holds, what is wrong, what to do. `gravite`: a key of GRAVITES; line 0 speaks of the file."""

    ligne: int
    colonne: str
    valeur: str
    message: str
    remede: str
    gravite: str = REJET

    def en_texte(self, fichier: str) -> str:
        """One sentence: « ecoles.csv, ligne 12, lon « 43,6 » : … ; … »."""
        lieu = f"{fichier}, ligne {self.ligne}" if self.ligne else fichier
        valeur = f" « {self.valeur} »" if self.valeur else ""
        return f"{lieu}, {self.colonne}{valeur} : {self.message} ; {self.remede}"


@dataclass(frozen=True)
class Changement:
    """A dated change of one thing of a register: `nature` is a code of NatureReference."""

    ligne: int
    cle: str
    nom: str
    nature: str
    date: date
    avant: dict[str, str] = field(default_factory=dict)
    apres: dict[str, str] = field(default_factory=dict)

    @property
    def detail(self) -> str:
        """What was and what is, field by field."""
        champs = dict.fromkeys([*self.avant, *self.apres])
        return " ; ".join(_dire(champ, self.avant.get(champ, ""), self.apres.get(champ, "")) for champ in champs)


@dataclass
class CompteRendu:
    """Counts by word of LIBELLES, changes and remarks, filled while a file is compared with what is known."""

    comptes: Counter[str] = field(default_factory=Counter)
    changements: list[Changement] = field(default_factory=list)
    remarques: list[Remarque] = field(default_factory=list)

    def refuser(self, ligne: int, colonne: str, valeur: str, message: str, remede: str) -> None:
        """Leave a line out, and say why."""
        self.comptes["rejetes"] += 1
        self.remarques.append(Remarque(ligne, colonne, valeur, message, remede))

    def signaler(self, ligne: int, colonne: str, valeur: str, message: str, remede: str, gravite: str = INFO) -> None:
        """Say something of a line that enters."""
        self.remarques.append(Remarque(ligne, colonne, valeur, message, remede, gravite))

    @property
    def ecrit(self) -> bool:
        """Tell whether applying it would write anything that a person sees."""
        return any(self.comptes[mot] for mot in ECRIVENT)

    def remarques_en_json(self) -> list[dict[str, Any]]:
        return [asdict(remarque) for remarque in self.remarques]


def comptes_dits(comptes: dict[str, int]) -> list[tuple[int, str]]:
    """Return the counts that are not zero, with their words, in the order of LIBELLES."""
    return [
        (nombre, un if nombre == 1 else plusieurs)
        for mot, (un, plusieurs) in LIBELLES.items()
        if (nombre := comptes.get(mot, 0))
    ]


def _dire(champ: str, avant: str, apres: str) -> str:
    return f"{champ} : {avant} → {apres}" if avant and apres else f"{champ} : {avant or apres or 'vidé'}"
