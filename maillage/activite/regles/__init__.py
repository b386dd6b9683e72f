"""The rule-sets shipped with the product, and the files that override their parameters."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.parametres import cles_fautives, construire
from maillage.socle.tabulaire import Probleme

JEUX = ("aire-2024", "cnsa-2019")
SECTION = "parametres"


@lru_cache
def charger_jeu(identifiant: str) -> JeuDeRegles:
    """One of `JEUX`; raises `KeyError` for another name."""
    if identifiant not in JEUX:
        raise KeyError(identifiant)
    contenu = tomllib.loads((files(__package__) / f"{identifiant}.toml").read_text("utf-8"), parse_float=Decimal)
    return JeuDeRegles(**contenu["regles"], parametres=construire(contenu[SECTION]), sources=contenu["sources"])


def lire_surcharges(chemin: Path) -> tuple[dict[str, object], list[Probleme]]:
    """Overrides of a TOML file with one section `[parametres]`, and every problem of the file."""
    try:
        contenu = tomllib.loads(chemin.read_bytes().decode("utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as erreur:
        return {}, [Probleme(chemin.name, 0, "*", f"fichier illisible ({erreur})")]
    fautes = {cle: "section ou clé inconnue" for cle in contenu if cle != SECTION}
    valeurs = contenu.get(SECTION, {})
    if not isinstance(valeurs, Mapping):
        fautes[SECTION], valeurs = "ce n'est pas une section", {}
    fautes |= cles_fautives(valeurs)
    return dict(valeurs), sorted(Probleme(chemin.name, 0, cle or "*", motif) for cle, motif in fautes.items())
