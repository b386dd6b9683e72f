"""The worked examples of the contract, read in place, and the comparison it defines (section 8)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import DOSSIER_PARTAGE

DOSSIER_EXEMPLES = DOSSIER_PARTAGE / "activite" / "exemples"
CLES = {
    "dispositifs": "dispositif_id",
    "jeunes": "jeune_id",
    "semaines": "semaine",
    "jours": "date",
    "detail": "fiche_id",
    "par_finess": "finess",
    "absences": "motif",
}


@dataclass(frozen=True)
class Cas:
    dossier: Path
    titre: str
    arguments: list[str]
    code: int
    attendu: dict[str, Any]

    def arguments_de(self, sortie: Path) -> list[str]:
        """As typed after `maillage compter`."""
        places = [str(self.dossier / mot) if mot.endswith(".toml") else mot for mot in self.arguments]
        return [str(self.dossier), *places, "--sortie", str(sortie)]

    def __str__(self) -> str:
        return f"{self.dossier.name}: {self.titre}"


def cas_de(commande: str = "compter") -> list[Cas]:
    """Every case of a command; none when the shared folder is absent."""
    fichiers = sorted(DOSSIER_EXEMPLES.glob("*/attendu.json"))
    return [
        Cas(fichier.parent, cas["titre"], cas["arguments"], cas["code"], cas)
        for fichier in fichiers
        for cas in json.loads(fichier.read_text("utf-8"))["cas"]
        if cas.get("commande", "compter") == commande
    ]


def ecarts(attendu: Any, obtenu: Any, *, partiel: bool, chemin: str = "") -> Iterator[str]:
    """Differences, as readable lines."""
    if isinstance(attendu, dict) and isinstance(obtenu, dict):
        en_trop = set() if partiel else obtenu.keys() - attendu.keys()
        yield from (f"{chemin}.{cle} en trop" for cle in sorted(en_trop))
        for cle, valeur in attendu.items():
            if cle not in obtenu:
                yield f"{chemin}.{cle} absent"
            else:
                yield from ecarts(valeur, obtenu[cle], partiel=partiel, chemin=f"{chemin}.{cle}")
    elif isinstance(attendu, list) and isinstance(obtenu, list):
        yield from _ecarts_de_liste(attendu, obtenu, partiel=partiel, chemin=chemin)
    elif attendu != obtenu:
        yield f"{chemin} : {obtenu} au lieu de {attendu}"


def _ecarts_de_liste(attendu: list[Any], obtenu: list[Any], *, partiel: bool, chemin: str) -> Iterator[str]:
    nom = chemin.rsplit(".", 1)[-1]
    objets = bool(attendu) and isinstance(attendu[0], dict)
    if partiel and nom == "alertes":
        for alerte in attendu:
            if not any(alerte.items() <= autre.items() for autre in obtenu):
                yield f"{chemin} : il manque {alerte}"
    elif partiel and objets and nom in CLES:
        par_cle = {element[CLES[nom]]: element for element in obtenu}
        for element in attendu:
            cle = element[CLES[nom]]
            yield from ecarts(element, par_cle.get(cle), partiel=partiel, chemin=f"{chemin}[{cle}]")
    elif len(attendu) != len(obtenu):
        yield f"{chemin} : {obtenu} au lieu de {attendu}"
    else:
        for rang, (gauche, droite) in enumerate(zip(attendu, obtenu, strict=True)):
            yield from ecarts(gauche, droite, partiel=partiel, chemin=f"{chemin}[{rang}]")
