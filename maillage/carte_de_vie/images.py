"""Pictures of feelings: those of the house (OpenMoji) and a few of our own, weather and colours. A picture always has its word."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from maillage.socle.pictogrammes import dessins, pictogrammes

PLANCHE = Path(__file__).parent / "static" / "carte_de_vie" / "images.svg"
MOTS = {
    "meteo-soleil": "grand soleil",
    "meteo-eclaircie": "soleil et nuages",
    "meteo-nuage": "nuages",
    "meteo-pluie": "pluie",
    "meteo-orage": "orage",
    "meteo-brouillard": "brouillard",
    "couleur-jaune": "jaune",
    "couleur-vert": "vert",
    "couleur-bleu": "bleu",
    "couleur-violet": "violet",
    "couleur-rouge": "rouge",
    "couleur-gris": "gris",
    "couleur-noir": "noir",
}


@cache
def images_des_ressentis() -> dict[str, str]:
    """Return the word of each picture, ours first."""
    return {**MOTS, **pictogrammes()}


@cache
def dessins_en_clair() -> dict[str, tuple[str, str]]:
    """Return (viewBox, drawing) of each picture, for paper."""
    notres = re.findall(
        r'<symbol id="([a-z-]+)" viewBox="([^"]+)">(.*?)</symbol>', PLANCHE.read_text("utf-8"), re.DOTALL
    )
    maison = {
        nom: found.groups()
        for nom, svg in dessins().items()
        if (found := re.fullmatch(r'<svg xmlns="[^"]+" viewBox="([^"]+)">(.*)</svg>', svg, re.DOTALL))
    }
    return {**{nom: (cadre, corps) for nom, cadre, corps in notres}, **maison}
