"""Texts that name values: « {{ rencontres.tenues }} rencontres ». Only a known code is replaced; nothing else of the text is read as markup.

Django's own template language is not used here: the text is written by people of the network, who may only name a value, never compute one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

MARQUE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
ACCOLADES = re.compile(r"\{\{|\}\}")


@dataclass(frozen=True)
class Morceau:
    """A piece of a text: plain words, or the code of a value when `code` is not empty."""

    texte: str
    code: str = ""


@dataclass(frozen=True)
class FauteGabarit:
    """A mark that names nothing known, with its place as a reader counts it."""

    marque: str
    ligne: int
    colonne: int

    @property
    def phrase(self) -> str:
        return f"Ligne {self.ligne}, caractère {self.colonne} : « {self.marque} » n'est aucun chiffre connu."


def decouper(texte: str) -> list[Morceau]:
    """Return the text in pieces, words and codes in their order."""
    morceaux, fin = [], 0
    for trouve in MARQUE.finditer(texte):
        if trouve.start() > fin:
            morceaux.append(Morceau(texte[fin : trouve.start()]))
        morceaux.append(Morceau(trouve[0], trouve[1]))
        fin = trouve.end()
    if fin < len(texte):
        morceaux.append(Morceau(texte[fin:]))
    return morceaux


def codes_nommes(texte: str) -> list[str]:
    """Return the codes that a text names, in its order."""
    return [morceau.code for morceau in decouper(texte) if morceau.code]


def fautes(texte: str, connus: Collection[str]) -> list[FauteGabarit]:
    """Return the marks that name no known code, and braces left open or closed alone."""
    inconnues = [
        _faute(texte, trouve[0], trouve.start()) for trouve in MARQUE.finditer(texte) if trouve[1] not in connus
    ]
    sans_marques = MARQUE.sub(lambda trouve: " " * len(trouve[0]), texte)
    seules = [_faute(texte, trouve[0], trouve.start()) for trouve in ACCOLADES.finditer(sans_marques)]
    return sorted(inconnues + seules, key=lambda faute: (faute.ligne, faute.colonne))


def _faute(texte: str, marque: str, debut: int) -> FauteGabarit:
    avant = texte[:debut]
    return FauteGabarit(marque, avant.count("\n") + 1, debut - (avant.rfind("\n") + 1) + 1)


def remplir(texte: str, valeurs: Mapping[str, str]) -> str:
    """Return the text with its values; a code without value stays as it is written."""
    return "".join(valeurs.get(m.code, m.texte) if m.code else m.texte for m in decouper(texte))


def garder_les_lignes_connues(texte: str, connus: Collection[str]) -> str:
    """Return the text without the lines that name an unknown code: a skeleton only speaks of what is counted here."""
    lignes = [ligne for ligne in texte.splitlines() if not fautes(ligne, connus)]
    return "\n".join(lignes).strip()
