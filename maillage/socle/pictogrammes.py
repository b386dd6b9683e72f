"""Pictograms of easy-to-read pages and papers: a drawing of OpenMoji and the word that always goes with it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

PLANCHE = Path(__file__).parent / "static" / "socle" / "tiers" / "pictogrammes.svg"
MOTS = Path(__file__).with_name("pictogrammes.toml")


@cache
def pictogrammes() -> dict[str, str]:
    """Return the word of each pictogram by name, in the order of the words."""
    mots: dict[str, str] = tomllib.loads(MOTS.read_text("utf-8"))["pictogrammes"]
    return dict(sorted(mots.items(), key=lambda ligne: ligne[1]))


@cache
def dessins() -> dict[str, str]:
    """Return each drawing by name, as an SVG document that stands alone (for paper: a page uses the sheet)."""
    symboles = re.findall(
        r'<symbol id="([a-z]+)" viewBox="([^"]+)">(.*?)</symbol>', PLANCHE.read_text("utf-8"), re.DOTALL
    )
    return {
        nom: f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{cadre}">{corps}</svg>'
        for nom, cadre, corps in symboles
    }
