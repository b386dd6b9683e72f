"""The map-and-table twin of the départements: one figure per département, drawn and listed from the same rows.

A higher context gives its own figures and keeps its own page; both pages are the same piece.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.socle.domain.typographie import ecrire_compte, ecrire_nombre
from maillage.territoire.domain.classes import Classe, classer
from maillage.territoire.models import NiveauContour
from maillage.territoire.selectors import contours, noms_des_contours
from maillage.territoire.sources import noms_des_departements


@dataclass(frozen=True)
class Mesure:
    """What the map shows: title, unit of a figure in the singular, and columns of the table (the first one is drawn)."""

    identifiant: str
    titre: str
    unite: str
    colonnes: tuple[str, ...]
    source: str


def carte_des_departements(
    mesure: Mesure, valeurs: Mapping[str, tuple[int, ...]], adresse: Callable[[str], str], *, url_geojson: str = ""
) -> dict[str, Any]:
    """Return the context of component `carte_table.html`.

    `valeurs`: for each code of département, one figure per column of `mesure.colonnes`; a loaded département without figures counts zero.
    `adresse`: the page of a département.
    """
    noms = noms_des_contours(NiveauContour.DEPARTEMENT)
    vide = (0,) * len(mesure.colonnes)
    chiffres = {code: valeurs.get(code, vide) for code in sorted({*noms, *valeurs})}
    numeros, classes = classer([ligne[0] for ligne in chiffres.values()])
    classe_de = dict(zip(chiffres, numeros, strict=True))
    geojson = contours(NiveauContour.DEPARTEMENT)
    for element in geojson["features"]:
        code = element["id"]
        element["properties"] |= {
            "classe": classe_de[code],
            "etiquette": noms_des_departements().get(code, ""),
            "texte": ecrire_compte(chiffres[code][0], mesure.unite),
            "url": adresse(code),
        }
    return {
        "id": mesure.identifiant,
        "titre": mesure.titre,
        "resume": _resume(mesure, chiffres),
        "geojson": geojson,
        "url_geojson": url_geojson,
        "legende": [_legende(classe, mesure.unite) for classe in classes],
        "colonnes": ("Département", *mesure.colonnes),
        "lignes": [
            {"libelle": _libelle(code, noms), "url": adresse(code), "valeurs": ligne}
            for code, ligne in chiffres.items()
        ],
        "source": mesure.source,
    }


def _libelle(code: str, noms: Mapping[str, str]) -> str:
    return f"{noms.get(code) or noms_des_departements().get(code, '')} ({code})".strip()


def _legende(classe: Classe, unite: str) -> dict[str, Any]:
    return {"classe": classe.numero, "libelle": _bornes(classe.bas, classe.haut, unite), "compte": classe.compte}


def _bornes(bas: int, haut: int, unite: str) -> str:
    if bas == haut:
        return ecrire_compte(bas, unite)
    return f"de {ecrire_nombre(bas)} à {ecrire_compte(haut, unite)}"


def _resume(mesure: Mesure, chiffres: Mapping[str, tuple[int, ...]]) -> str:
    comptes = [ligne[0] for ligne in chiffres.values() if ligne[0]]
    return f"{ecrire_compte(sum(comptes), mesure.unite)} dans {ecrire_compte(len(comptes), 'département')}."
