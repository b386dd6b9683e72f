"""Charts drawn on the server as SVG: the same drawing on a page, on paper, in a DOCX and as a file. Pure: figures in, text out.

A chart always goes with its sentence and its table (`composants/graphique.html`). Series differ by pattern and by order, never by colour alone.
Why not a script in the browser: ADR 9.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from itertools import pairwise
from textwrap import wrap

import typst

from maillage.socle.domain.typographie import ABSENT, ecrire_nombre

LARGEUR, HAUTEUR = 640, 320
GAUCHE, DROITE, HAUT, BAS = 64, 12, 16, 52
GRADUATIONS = 4
MOTIFS = ("plein", "diagonale", "points", "croix", "vagues", "clair")
TIRETS = ("", "8 4", "2 4", "12 4 2 4", "16 6", "1 3")
CARACTERE, INTERLIGNE = 7.0, 16
"""Width of a letter and height of a line of the words under the drawing, in its units."""
LIGNES_COUCHEES, LETTRES_DEBOUT, LIBELLE_COURT = 4, 26, 10
"""How many lines a label may take lying, how many letters a line takes when it stands; up to how long a label is a date, which may be skipped."""


class GenreGraphique(StrEnum):
    """How values are drawn: side by side, on top of each other, joined along time."""

    BARRES = "barres"
    EMPILEES = "empilees"
    LIGNES = "lignes"


@dataclass(frozen=True)
class Serie:
    """One series: a value by category, None where there is none (drawn as a gap, written « – »)."""

    nom: str
    valeurs: tuple[float | None, ...]


@dataclass(frozen=True)
class Graphique:
    """A chart and all that says it without the drawing.

    `phrase` is the sentence that a reader keeps; `source` tells where the values come from and at which date; `unite` stands beside the scale.
    Every series has as many values as there are categories.
    """

    titre: str
    phrase: str
    categories: tuple[str, ...]
    series: tuple[Serie, ...]
    unite: str = ""
    source: str = ""
    genre: GenreGraphique = GenreGraphique.BARRES

    def __post_init__(self) -> None:
        for serie in self.series:
            if len(serie.valeurs) != len(self.categories):
                raise ValueError(f"{serie.nom} : {len(serie.valeurs)} valeurs pour {len(self.categories)} catégories")

    @property
    def vide(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not any(valeur is not None for serie in self.series for valeur in serie.valeurs)

    def lignes(self) -> list[tuple[str, list[str]]]:
        """Return the rows of its table: category, written values."""
        colonnes = [
            [ABSENT if valeur is None else ecrire_nombre(valeur) for valeur in serie.valeurs] for serie in self.series
        ]
        return [(categorie, [colonne[rang] for colonne in colonnes]) for rang, categorie in enumerate(self.categories)]


def echelle(valeurs: Sequence[float]) -> list[float]:
    """Return round graduations from the lowest to the highest value, zero included, in increasing order."""
    bas, haut = min(0.0, *valeurs), max(0.0, *valeurs)
    if bas == haut:
        haut = 1.0
    brut = (haut - bas) / GRADUATIONS
    rang = 10 ** math.floor(math.log10(brut))
    pas = next(rang * facteur for facteur in (1, 2, 2.5, 5, 10) if rang * facteur >= brut - 1e-12)
    premier, dernier = math.floor(bas / pas), math.ceil(haut / pas)
    return [round(pas * numero, 10) for numero in range(premier, dernier + 1)]


def dessiner_graphique(graphique: Graphique, *, seul: bool = False) -> str:
    """Return the SVG text; `seul` makes a file of its own, with its title and sentence inside."""
    graduations = echelle(_extremes(graphique))
    bas, haut = graduations[0], graduations[-1]
    utile, libelles = HAUTEUR - HAUT - BAS, _libelles(graphique)

    def y(valeur: float) -> float:
        return HAUT + (haut - valeur) / (haut - bas) * utile

    lignes = graphique.genre is GenreGraphique.LIGNES
    corps = [
        _fond(graduations, y),
        _axe(graphique, libelles),
        (_tracer_lignes if lignes else _tracer_barres)(graphique, y),
    ]
    entete = (
        f'role="img"><title>{escape(graphique.titre)}</title><desc>{escape(graphique.phrase)}</desc>'
        if seul
        else 'aria-hidden="true" focusable="false">'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="graphique-dessin" viewBox="0 0 {LARGEUR} {HAUTEUR + libelles.de_plus}" '
        f'font-family="Atkinson Hyperlegible Next, sans-serif" font-size="13" {entete}{_motifs()}{"".join(corps)}</svg>'
    )


def _extremes(graphique: Graphique) -> list[float]:
    if graphique.genre is not GenreGraphique.EMPILEES:
        return [valeur for serie in graphique.series for valeur in serie.valeurs if valeur is not None] or [0.0]
    colonnes = zip(*(serie.valeurs for serie in graphique.series), strict=True)
    return [sum(valeur or 0 for valeur in colonne) for colonne in colonnes] or [0.0]


def _motifs() -> str:
    """Return the patterns of the series; their names carry no number, one set serves every chart of a page."""
    traits = {
        "diagonale": '<path d="M0 8L8 0M-2 2L2 -2M6 10L10 6" stroke="#1F4E79" stroke-width="2"/>',
        "points": '<circle cx="4" cy="4" r="2" fill="#1F4E79"/>',
        "croix": '<path d="M0 4H8M4 0V8" stroke="#1F4E79" stroke-width="1.5"/>',
        "vagues": '<path d="M0 4Q2 0 4 4T8 4" fill="none" stroke="#1F4E79" stroke-width="1.5"/>',
    }
    dessins = "".join(
        f'<pattern id="graphique-{nom}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="#FFFFFF" class="graphique-fond"/>{trait}</pattern>'
        for nom, trait in traits.items()
    )
    return f"<defs>{dessins}</defs>"


def remplissage(rang: int) -> str:
    """Return the fill of the series of that rank."""
    motif = MOTIFS[rang % len(MOTIFS)]
    return {"plein": "#1F4E79", "clair": "#A9C6E2"}.get(motif, f"url(#graphique-{motif})")


def _fond(graduations: Sequence[float], y: Callable[[float], float]) -> str:
    return "".join(
        f'<path class="graphique-grille" stroke="#DDD9D0" d="M{GAUCHE} {y(valeur):.1f}H{LARGEUR - DROITE}"/>'
        f'<text class="graphique-mot" fill="#1E2430" x="{GAUCHE - 8}" y="{y(valeur) + 4:.1f}" text-anchor="end">{ecrire_nombre(valeur)}</text>'
        for valeur in graduations
    )


def _pas(graphique: Graphique) -> float:
    return (LARGEUR - GAUCHE - DROITE) / max(1, len(graphique.categories))


@dataclass(frozen=True)
class _Libelles:
    """The words under the drawing: lines of each label, whole; lying, or standing when they are too long for their place; one in `saut` shown."""

    lignes: tuple[tuple[str, ...], ...]
    debout: bool = False
    saut: int = 1

    @property
    def de_plus(self) -> int:
        """What the drawing needs under its usual foot."""
        if self.debout:
            besoin = math.ceil(CARACTERE * max(len(ligne) for lignes in self.lignes for ligne in lignes)) + 20
        else:
            besoin = INTERLIGNE * max((len(lignes) for lignes in self.lignes), default=1) + 20
        return max(0, besoin - BAS)


def _libelles(graphique: Graphique) -> _Libelles:
    """Wrap the labels into their place; if words are longer, skip some when they are dates, else stand them up."""
    categories, pas = graphique.categories, _pas(graphique)
    if not categories or (couches := _couches(categories, pas)):
        return _Libelles(couches if categories else ())
    if max(map(len, categories)) <= LIBELLE_COURT:
        saut = next((n for n in range(2, len(categories) + 1) if _couches(categories, n * pas)), len(categories))
        return _Libelles(_couches(categories, saut * pas) or tuple((c,) for c in categories), saut=saut)
    lignes = tuple(tuple(wrap(categorie, LETTRES_DEBOUT)) or ("",) for categorie in categories)
    saut = math.ceil(INTERLIGNE * max(map(len, lignes)) / pas)
    return _Libelles(lignes, debout=True, saut=saut)


def _couches(categories: Sequence[str], pas: float) -> tuple[tuple[str, ...], ...]:
    """The lines of each label in that width, empty when one does not fit without being cut."""
    place = int(pas / CARACTERE)
    lues = [tuple(wrap(categorie, max(1, place), break_long_words=False)) or ("",) for categorie in categories]
    tient = all(len(lignes) <= LIGNES_COUCHEES and max(map(len, lignes)) <= place for lignes in lues)
    return tuple(lues) if tient else ()


def _axe(graphique: Graphique, libelles: _Libelles) -> str:
    """Write the categories under the drawing."""
    pas, morceaux = _pas(graphique), []
    for rang, lignes in enumerate(libelles.lignes):
        if rang % libelles.saut:
            continue
        x, y = GAUCHE + (rang + 0.5) * pas, HAUTEUR - BAS
        for numero, ligne in enumerate(lignes):
            if libelles.debout:
                ecart = x + 4 + (numero - (len(lignes) - 1) / 2) * INTERLIGNE
                place = f'transform="translate({ecart:.1f} {y + 10}) rotate(-90)" text-anchor="end"'
            else:
                place = f'x="{x:.1f}" y="{y + 20 + numero * INTERLIGNE}" text-anchor="middle"'
            morceaux.append(f'<text class="graphique-mot" fill="#1E2430" {place}>{escape(ligne)}</text>')
    return "".join(morceaux)


def _tracer_barres(graphique: Graphique, y: Callable[[float], float]) -> str:
    pas = _pas(graphique)
    empilees = graphique.genre is GenreGraphique.EMPILEES
    large = pas * 0.7 / (1 if empilees else max(1, len(graphique.series)))
    morceaux = []
    for rang in range(len(graphique.categories)):
        base, gauche = 0.0, GAUCHE + (rang + 0.15) * pas
        for numero, serie in enumerate(graphique.series):
            valeur = serie.valeurs[rang]
            if valeur is None:
                continue
            x = gauche if empilees else gauche + numero * large
            haut, bas = sorted((y(base), y(base + valeur)))
            morceaux.append(
                f'<rect class="graphique-serie" stroke="#1F4E79" fill="{remplissage(numero)}" x="{x:.1f}" y="{haut:.1f}" '
                f'width="{large:.1f}" height="{bas - haut:.1f}"/>'
            )
            base += valeur if empilees else 0
    return "".join(morceaux)


def _tracer_lignes(graphique: Graphique, y: Callable[[float], float]) -> str:
    pas = _pas(graphique)
    morceaux: list[str] = []
    for numero, serie in enumerate(graphique.series):
        points = [
            None if valeur is None else (GAUCHE + (rang + 0.5) * pas, y(valeur))
            for rang, valeur in enumerate(serie.valeurs)
        ]
        morceaux.extend(
            f'<path class="graphique-trait" stroke="#1F4E79" stroke-width="2.5" stroke-dasharray="{TIRETS[numero % len(TIRETS)]}" '
            f'd="M{avant[0]:.1f} {avant[1]:.1f}L{apres[0]:.1f} {apres[1]:.1f}"/>'
            for avant, apres in pairwise(points)
            if avant and apres
        )
        morceaux.extend(
            f'<circle class="graphique-point" fill="#1F4E79" cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="4"/>'
            for point in points
            if point
        )
    return "".join(morceaux)


def legende(graphique: Graphique) -> list[tuple[str, str]]:
    """Return the legend: name of the series, its sample as SVG text; empty for a single series."""
    if len(graphique.series) < 2:
        return []
    lignes = graphique.genre is GenreGraphique.LIGNES
    return [(serie.nom, _echantillon(rang, en_ligne=lignes)) for rang, serie in enumerate(graphique.series)]


def image_png(graphique: Graphique, *, largeur_mm: int = 160) -> bytes:
    """Return the drawing as a PNG, for documents that hold no SVG (DOCX)."""
    source = f'#set page(width: {largeur_mm}mm, height: auto, margin: 0mm)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    return typst.compile(
        source.encode(), format="png", ppi=200, sys_inputs={"svg": dessiner_graphique(graphique, seul=True)}
    )


def _echantillon(rang: int, *, en_ligne: bool) -> str:
    trait = (
        f'<path class="graphique-trait" stroke="#1F4E79" stroke-width="2.5" stroke-dasharray="{TIRETS[rang % len(TIRETS)]}" d="M0 8H32"/>'
        if en_ligne
        else f'<rect class="graphique-serie" stroke="#1F4E79" fill="{remplissage(rang)}" x="1" y="1" width="30" height="14"/>'
    )
    return f'<svg class="graphique-echantillon" viewBox="0 0 32 16" width="32" height="16" aria-hidden="true">{trait}</svg>'
