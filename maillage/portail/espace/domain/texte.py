"""The restricted text of the livret: headings, paragraphs, lists, bold words, links, and a pictogram before a line. Nothing of it is ever markup.

`## Titre`, `### Sous-titre`, `- ligne`, `**gras**`, `[mots](https://…)`, `:maison: Une phrase`. Anything else is plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

GRAS_OU_LIEN = re.compile(r"\*\*(?P<gras>[^*\n]+)\*\*|\[(?P<mots>[^\]\n]+)\]\((?P<lien>[^)\s]+)\)")
LIENS_PERMIS = ("https://", "http://", "mailto:", "tel:")
IMAGE = re.compile(r"^:(?P<nom>[a-z]+):\s*")
NIVEAUX = (("### ", 3), ("## ", 2), ("# ", 2))
PUCE = "- "


@dataclass(frozen=True)
class Morceau:
    """Words of a line: plain, bold, or leading somewhere (`lien`)."""

    texte: str
    gras: bool = False
    lien: str = ""


@dataclass(frozen=True)
class LigneTexte:
    """A line and the pictogram before it, if any."""

    morceaux: tuple[Morceau, ...]
    image: str = ""

    @property
    def texte(self) -> str:
        return "".join(morceau.texte for morceau in self.morceaux)


@dataclass(frozen=True)
class BlocTexte:
    """A heading (`niveau` 2 or 3), a paragraph (0), or a list (`niveau` 1) of lines."""

    niveau: int
    lignes: tuple[LigneTexte, ...]


PARAGRAPHE, LISTE = 0, 1


def lire_texte(texte: str) -> tuple[BlocTexte, ...]:
    """Cut a text into blocks. Every text is read: what is not understood is words."""
    blocs: list[BlocTexte] = []
    for genre, lignes in _regrouper(texte):
        if genre == PARAGRAPHE:
            blocs.append(BlocTexte(PARAGRAPHE, (lire_ligne(" ".join(lignes)),)))
        else:
            blocs.append(BlocTexte(genre, tuple(lire_ligne(ligne) for ligne in lignes)))
    return tuple(blocs)


def lire_ligne(texte: str) -> LigneTexte:
    """Cut a line into its pictogram and its words."""
    image = IMAGE.match(texte)
    reste = texte[image.end() :] if image else texte
    return LigneTexte(tuple(_morceaux(reste)), image["nom"] if image else "")


def _regrouper(texte: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (kind, lines); consecutive lines of a paragraph, or of a list, stand together, but a line with a pictogram stands alone."""
    genre = PARAGRAPHE
    lignes: list[str] = []
    for brute in [*texte.splitlines(), ""]:
        nouveau, ligne = _genre(brute.strip())
        if lignes and (nouveau != genre or nouveau > LISTE or not ligne or IMAGE.match(ligne)):
            yield genre, lignes
            lignes = []
        if ligne:
            lignes = [*lignes, ligne]
        genre = nouveau


def _genre(ligne: str) -> tuple[int, str]:
    for debut, niveau in NIVEAUX:
        if ligne.startswith(debut):
            return niveau, ligne.removeprefix(debut).strip()
    if ligne.startswith(PUCE):
        return LISTE, ligne.removeprefix(PUCE).strip()
    return PARAGRAPHE, ligne


def _morceaux(texte: str) -> Iterator[Morceau]:
    debut = 0
    for trouve in GRAS_OU_LIEN.finditer(texte):
        lien = trouve["lien"]
        if lien and not lien.lower().startswith(LIENS_PERMIS):
            continue
        if trouve.start() > debut:
            yield Morceau(texte[debut : trouve.start()])
        yield Morceau(trouve["gras"] or trouve["mots"], gras=bool(trouve["gras"]), lien=lien or "")
        debut = trouve.end()
    if debut < len(texte):
        yield Morceau(texte[debut:])
