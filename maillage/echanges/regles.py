"""All that refuses a TDDUI bundle, in one call: profiles, shape, extensions of Maillage."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from maillage.echanges.domain.fhir.controle import Faute, controler_lot
from maillage.echanges.domain.fhir.controle_propres import controler_extensions
from maillage.echanges.forme import fautes_de_forme
from maillage.socle import vocabulaire as mots

VOCABULAIRES = {
    "phase": mots.TypePhase,
    "modalite": mots.Modalite,
    "categorie": mots.Categorie,
    "lieu": mots.LieuType,
    "presence": mots.Presence,
    "absence": mots.MotifAbsence,
    "critere": mots.CritereComplexite,
    "scolarite": mots.CodeScolarite,
}


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("maillage.echanges.referentiels") / "tddui.toml").read_text("utf-8"))


def regles_tddui() -> dict[str, dict[str, Any]]:
    """Return the rules of the profiles, by short name."""
    return {nom: regle for nom, regle in _table().items() if nom != "extensions"}


@cache
def regles_des_extensions() -> dict[str, dict[str, Any]]:
    """Return the rules of the extensions of Maillage, codes written out."""
    return {
        nom: {
            **regle,
            "codes": {
                partie: set(VOCABULAIRES[liste].values) if isinstance(liste, str) else set(liste)
                for partie, liste in regle.get("codes", {}).items()
            },
        }
        for nom, regle in _table()["extensions"].items()
    }


def controler(lot: Any) -> list[Faute]:
    """Return every fault of a bundle: those of its profiles first, then of shape, then of our extensions."""
    fautes = controler_lot(lot, regles_tddui())
    if not isinstance(lot, dict) or lot.get("resourceType") != "Bundle":
        return fautes
    fautes += fautes_de_forme(lot)
    entrees = lot.get("entry")
    for rang, entree in enumerate(entrees if isinstance(entrees, list) else []):
        ressource = entree.get("resource") if isinstance(entree, dict) else None
        if isinstance(ressource, dict):
            chemin = f"Bundle.entry[{rang}].resource"
            fautes += controler_extensions(ressource, chemin, regles_des_extensions())
    return fautes
