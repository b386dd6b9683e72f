"""The data shipped with the product: the headings of the report, the mapping tables of the annexes."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.rapport_annuel.domain.trame import Annexe, Dessin, LigneAnnexe, Rubrique, Trame


@lru_cache
def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def trames() -> dict[str, Trame]:
    """Return every version of the headings, the oldest first."""
    return {
        lue["version"]: Trame(lue["version"], lue["statut"], tuple(_rubrique(ligne) for ligne in lue["rubrique"]))
        for lue in _lire("trame.toml")["trame"]
    }


def trame(version: str = "") -> Trame:
    """Return a version of the headings, the last one unless told. Raises KeyError for a version that was never published."""
    return trames()[version] if version else list(trames().values())[-1]


@lru_cache
def annexes() -> dict[str, Annexe]:
    """Return the mapping tables, by code, in their order."""
    return {
        ligne["code"]: Annexe(
            **{nom: ligne[nom] for nom in ("code", "titre", "demandeur", "version", "statut")},
            lignes=tuple(LigneAnnexe(**champs) for champs in ligne["ligne"]),
        )
        for ligne in _lire("annexes.toml")["annexe"]
    }


def _rubrique(ligne: dict[str, Any]) -> Rubrique:
    dessins = tuple(Dessin(**{**dessin, "mesures": tuple(dessin["mesures"])}) for dessin in ligne.get("dessin", ()))
    mots = {nom: ligne[nom] for nom in ("code", "titre", "consigne")}
    return Rubrique(**mots, mesures=tuple(ligne.get("mesures", ())), dessins=dessins)
