"""Drawings made on the server as SVG numbers: sparkline, cell of a grid, outlines of a map. Pure, and safe to show without a script."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from maillage.socle.domain import typographie

LARGEUR = 100
HAUTEUR = 28
MARGE = 2
POINTS_NOMMES = 1500
"""Above so many points, a drawing no longer names each one."""
RAYON_SEMIS, ROND_SEMIS = 3, "a3 3 0 1 0 6 0a3 3 0 1 0-6 0"


def courbe(serie: Sequence[float]) -> str:
    """Return the points of a polyline in a 100 × 28 box, empty under two values."""
    if len(serie) < 2:
        return ""
    bas, haut = min(serie), max(serie)
    pas = (LARGEUR - 2 * MARGE) / (len(serie) - 1)
    amplitude = (haut - bas) or 1
    return " ".join(
        f"{MARGE + rang * pas:.1f},{HAUTEUR - MARGE - (valeur - bas) / amplitude * (HAUTEUR - 2 * MARGE):.1f}"
        for rang, valeur in enumerate(serie)
    )


@dataclass(frozen=True)
class Cellule:
    """A cell of a grid.

    `niveau` of `niveaux` draws as many filled segments; or `part` (0 to 1) draws a bar. `surcotes` are letters shown as
    superscript. `alerte` is the text of a corner mark. `url` opens the explanation, a page that holds a `.panneau` (shown in
    the side panel when scripts run). `dit` is read aloud before the figure.
    """

    valeur: float | None = None
    niveau: int = 0
    niveaux: int = 0
    part: float | None = None
    surcotes: str = ""
    alerte: str = ""
    url: str = ""
    dit: str = ""


def dessiner_cellule(cellule: Cellule, entete: str = "") -> SafeString:
    """Return the `<td>` of a cell. Written in Python, not as a template: a grid holds thousands of them."""
    figure = "" if cellule.valeur is None else typographie.ecrire_nombre(cellule.valeur)
    contenu = f'{_etiquette(cellule, entete)}<span class="chiffre">{figure}{_surcotes(cellule)}</span>{_barre(cellule)}'
    if cellule.url:
        contenu = f'<a href="{conditional_escape(cellule.url)}">{contenu}</a>'
    else:
        contenu = f'<span class="sans-lien">{contenu}</span>'
    classes = "cellule alerte" if cellule.alerte else "cellule"
    return mark_safe(f'<td class="{classes}">{contenu}</td>')  # noqa: S308 (every text part is escaped above)


def _etiquette(cellule: Cellule, entete: str) -> str:
    mots = [cellule.dit or entete]
    if cellule.alerte:
        mots.append(f"alerte : {cellule.alerte}")
    dits = ", ".join(mot for mot in mots if mot)
    return f'<span class="visually-hidden">{conditional_escape(dits)} : </span>' if dits else ""


def _surcotes(cellule: Cellule) -> str:
    return f"<sup>{conditional_escape(cellule.surcotes)}</sup>" if cellule.surcotes else ""


def _barre(cellule: Cellule) -> str:
    if cellule.niveaux:
        pas = LARGEUR / cellule.niveaux
        traits = "".join(
            f'<rect class="{"plein" if rang < cellule.niveau else "creux"}" x="{rang * pas + 1:.4g}" width="{pas - 2:.4g}" height="6"/>'
            for rang in range(cellule.niveaux)
        )
    elif cellule.part is not None:
        plein = max(0.0, min(1.0, cellule.part)) * LARGEUR
        traits = (
            f'<rect class="creux" width="{LARGEUR}" height="6"/><rect class="plein" width="{plein:.4g}" height="6"/>'
        )
    else:
        return ""
    return f'<svg class="barre" viewBox="0 0 {LARGEUR} 6" preserveAspectRatio="none" aria-hidden="true">{traits}</svg>'


@dataclass(frozen=True)
class Trace:
    """One outline (`chemin`, for `<path d>`) or point (`x`, `y`) of a map, with the properties of its feature."""

    proprietes: dict[str, Any]
    chemin: str = ""
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class CarteDessinee:
    """A map ready for SVG: its box and its outlines, in drawing order."""

    largeur: int
    hauteur: int
    traces: tuple[Trace, ...]


def dessiner_carte(geojson: dict[str, Any], largeur: int = 800) -> CarteDessinee:
    """Project a GeoJSON FeatureCollection (longitude, latitude; polygons and points) to a flat box, north up."""
    features = geojson.get("features", [])
    points = [point for feature in features for point in _positions(feature["geometry"]["coordinates"])]
    if not points:
        return CarteDessinee(largeur, largeur // 2, ())
    ouest, est = min(p[0] for p in points), max(p[0] for p in points)
    sud, nord = min(p[1] for p in points), max(p[1] for p in points)
    resserre = math.cos(math.radians((sud + nord) / 2))
    echelle = (largeur - 20) / max((est - ouest) * resserre, (nord - sud), 1e-6)

    def plan(position: Sequence[float]) -> tuple[float, float]:
        return 10 + (position[0] - ouest) * resserre * echelle, 10 + (nord - position[1]) * echelle

    traces = [_tracer(feature, plan) for feature in features]
    return CarteDessinee(
        round((est - ouest) * resserre * echelle) + 20, round((nord - sud) * echelle) + 20, tuple(traces)
    )


def dessiner_formes(carte: CarteDessinee) -> SafeString:
    """Return the shapes as SVG: areas, then points, then rings (property « rayon »). Written in Python, not as a template: a map holds thousands."""
    traits = [_aire(trace) for trace in carte.traces if trace.chemin]
    points = [trace for trace in carte.traces if not trace.chemin]
    lieux = [trace for trace in points if not trace.proprietes.get("rayon")]
    if len(lieux) > POINTS_NOMMES:
        traits += _semis(lieux)
    else:
        traits += [_rond(trace, f"carte-point {_teinte(trace)}", 6) for trace in lieux]
    traits += [_rond(t, "carte-anneau", t.proprietes["rayon"]) for t in points if t.proprietes.get("rayon")]
    return mark_safe("\n".join(traits))  # noqa: S308 (every text part is escaped below)


def _semis(lieux: Sequence[Trace]) -> list[str]:
    """Thousands of points as one path by class and layer: a browser lays it out at once; the table names each of them."""
    groupes: dict[tuple[str, str], list[str]] = {}
    for trace in lieux:
        rond = f"M{trace.x - RAYON_SEMIS:.1f} {trace.y:.1f}{ROND_SEMIS}"
        groupes.setdefault((_teinte(trace), _couche(trace)), []).append(rond)
    return [
        f'<path class="carte-point {teinte}"{couche} d="{"".join(ronds)}"><title>{len(ronds)} lieux</title></path>'
        for (teinte, couche), ronds in groupes.items()
    ]


def _teinte(trace: Trace) -> str:
    return f"classe-{int(trace.proprietes.get('classe') or 0)}"


def _aire(trace: Trace) -> str:
    return f'<path class="{_teinte(trace)}"{_couche(trace)} d="{trace.chemin}">{_titre(trace)}</path>'


def _rond(trace: Trace, classes: str, rayon: float) -> str:
    place = f'cx="{trace.x:.1f}" cy="{trace.y:.1f}" r="{rayon:g}"'
    return f'<circle class="{classes}"{_couche(trace)} {place}>{_titre(trace)}</circle>'


def _couche(trace: Trace) -> str:
    couche = trace.proprietes.get("couche")
    return f' data-de-la-couche="{conditional_escape(couche)}"' if couche else ""


def _titre(trace: Trace) -> str:
    mots = " : ".join(str(mot) for mot in (trace.proprietes.get("nom"), trace.proprietes.get("texte")) if mot)
    return f"<title>{conditional_escape(mots)}</title>"


def _positions(coordonnees: Any) -> Iterator[Sequence[float]]:
    if coordonnees and isinstance(coordonnees[0], (int, float)):
        yield coordonnees
        return
    for partie in coordonnees:
        yield from _positions(partie)


def _tracer(feature: dict[str, Any], plan: Any) -> Trace:
    geometry, proprietes = feature["geometry"], feature.get("properties") or {}
    if geometry["type"] == "Point":
        x, y = plan(geometry["coordinates"])
        return Trace(proprietes, x=round(x, 1), y=round(y, 1))
    polygones = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return Trace(proprietes, chemin="".join(_anneau(anneau, plan) for polygone in polygones for anneau in polygone))


def _anneau(anneau: Iterable[Sequence[float]], plan: Any) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(plan, anneau)) + "Z"
