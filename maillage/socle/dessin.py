"""Drawings made on the server as SVG numbers: sparkline, cell of a grid, outlines of a map. Pure, and safe to show without a script."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import shapely.geometry
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from maillage.socle.domain import typographie
from maillage.socle.reperes import Cadre, Repere

LARGEUR = 100
HAUTEUR = 28
MARGE = 2
POINTS_NOMMES = 1500
"""Above so many points, a drawing no longer names each one."""
RAYONS = ((60, 6.0), (300, 4.5), (POINTS_NOMMES, 3.5), (math.inf, 2.5))
"""How large a point is, in pixels of a screen, up to so many of them: many small points stay apart."""
CADRE_ECRAN = (920, 460)
"""The frame of a map on a desk, in pixels."""
CORPS, LARGEUR_LETTRE, NOMS_ECRITS = 13, 0.58, 14
"""Names on a drawing: their size, how wide a letter is, how many at most."""


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


class Trace(NamedTuple):
    """One outline (`chemin`, for `<path d>`) or point (`x`, `y`) of a map, with the properties of its feature."""

    proprietes: dict[str, Any]
    chemin: str = ""
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class RepereDessine:
    """A name written on a map: beside the dot of a town, or in the middle of an area."""

    repere: Repere
    x: float
    y: float
    ancre: str = "start"


@dataclass(frozen=True)
class CarteDessinee:
    """A map ready for SVG: its box, its outlines in drawing order, the names that could be written. `unite`: about one pixel of a screen."""

    largeur: int
    hauteur: int
    traces: tuple[Trace, ...]
    reperes: tuple[RepereDessine, ...] = ()
    tous_les_reperes: tuple[Repere, ...] = ()
    unite: float = 1.0

    @property
    def en_points(self) -> bool:
        """Tell whether the figures are points alone: the legend then shows dots."""
        return not any(trace.chemin and trace.proprietes.get("classe") for trace in self.traces)

    @cached_property
    def lieux(self) -> list[Trace]:
        """The points, without the rings of a lent layer."""
        return [trace for trace in self.traces if not trace.chemin and not trace.proprietes.get("rayon")]

    @property
    def rayon(self) -> float:
        """How large a point is, in pixels, here and on the live map."""
        return next(taille for nombre, taille in RAYONS if len(self.lieux) <= nombre)

    @property
    def reperes_json(self) -> list[list[Any]]:
        """Every name, for the live map that places them itself at each zoom."""
        dedans = bool(self.reperes) and self.reperes[0].ancre == "middle"
        return [[un.nom, un.lon, un.lat, dedans] for un in self.tous_les_reperes]


Reperes = Callable[[Cadre], Sequence[Repere]]


def dessiner_carte(geojson: dict[str, Any], largeur: int = 800, *, reperes: Reperes | None = None) -> CarteDessinee:
    """Project a GeoJSON FeatureCollection (longitude, latitude; polygons and points) to a flat box, north up.

    Areas with a property « etiquette » are named by it; else `reperes` gives the towns to name.
    """
    features = geojson.get("features", [])
    cadre = _cadre(features)
    if cadre is None:
        return CarteDessinee(largeur, largeur // 2, ())
    resserre = math.cos(math.radians((cadre.sud + cadre.nord) / 2))
    echelle = (largeur - 20) / max((cadre.est - cadre.ouest) * resserre, (cadre.nord - cadre.sud), 1e-6)

    def plan(position: Sequence[float]) -> tuple[float, float]:
        return 10 + (position[0] - cadre.ouest) * resserre * echelle, 10 + (cadre.nord - position[1]) * echelle

    large = round((cadre.est - cadre.ouest) * resserre * echelle) + 20
    haut = round((cadre.nord - cadre.sud) * echelle) + 20
    carte = CarteDessinee(
        large,
        haut,
        tuple(_tracer(feature, plan) for feature in features),
        unite=max(large / CADRE_ECRAN[0], haut / CADRE_ECRAN[1]),
    )
    noms = _etiquettes(features)
    ancre, places = ("middle", noms) if noms else ("start", tuple(reperes(cadre)) if reperes else ())
    return replace(carte, reperes=_ecrire_les_noms(carte, places, plan, ancre), tous_les_reperes=tuple(places))


def _cadre(features: Sequence[dict[str, Any]]) -> Cadre | None:
    points = [point for feature in features for point in _positions(feature["geometry"]["coordinates"])]
    if not points:
        return None
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return Cadre(min(lons), min(lats), max(lons), max(lats))


def _etiquettes(features: Iterable[dict[str, Any]]) -> tuple[Repere, ...]:
    """The names of areas, each at a point inside, the largest areas first."""
    nommees = [feature for feature in features if (feature.get("properties") or {}).get("etiquette")]
    formes = [(shapely.geometry.shape(feature["geometry"]), feature["properties"]["etiquette"]) for feature in nommees]
    dedans = [(forme.representative_point(), nom) for forme, nom in sorted(formes, key=lambda un: -un[0].area)]
    return tuple(Repere(str(nom), round(point.x, 5), round(point.y, 5)) for point, nom in dedans)


def _ecrire_les_noms(
    carte: CarteDessinee, places: Sequence[Repere], plan: Any, ancre: str
) -> tuple[RepereDessine, ...]:
    """Write each name where it meets no name already written; one that finds no room is left out."""
    corps, pris = CORPS * carte.unite, list[tuple[float, float, float, float]]()
    ecrits: list[RepereDessine] = []
    for repere in places:
        if len(ecrits) == NOMS_ECRITS:
            break
        x, y = plan((repere.lon, repere.lat))
        long = LARGEUR_LETTRE * corps * len(repere.nom)
        for cote, gauche in ((ancre, x - long / 2),) if ancre == "middle" else (("start", x), ("end", x - long)):
            boite = (gauche, y - corps * 0.7, gauche + long, y + corps * 0.7)
            dehors = boite[0] < 0 or boite[2] > carte.largeur or boite[1] < 0 or boite[3] > carte.hauteur
            if not dehors and not any(_se_touchent(boite, autre) for autre in pris):
                pris.append(boite)
                ecrits.append(RepereDessine(repere, round(x, 1), round(y, 1), cote))
                break
    return tuple(ecrits)


def _se_touchent(une: Sequence[float], autre: Sequence[float]) -> bool:
    return une[0] < autre[2] and autre[0] < une[2] and une[1] < autre[3] and autre[1] < une[3]


def dessiner_formes(carte: CarteDessinee) -> SafeString:
    """Return the shapes as SVG: areas, points, rings (property « rayon »), names. Written in Python, not as a template: a map holds thousands."""
    traits = [_aire(trace) for trace in carte.traces if trace.chemin]
    rayon = carte.rayon * carte.unite
    if len(carte.lieux) > POINTS_NOMMES:
        traits += _semis(carte.lieux, rayon)
    else:
        traits += [_rond(trace, f"carte-point {_teinte(trace)}", rayon) for trace in carte.lieux]
    anneaux = [trace for trace in carte.traces if not trace.chemin and trace.proprietes.get("rayon")]
    traits += [_rond(trace, "carte-anneau", trace.proprietes["rayon"] * carte.unite) for trace in anneaux]
    traits += _noms(carte)
    return mark_safe("\n".join(traits))  # noqa: S308 (every text part is escaped below)


def _noms(carte: CarteDessinee) -> list[str]:
    """Names are silent: the table says every place, and a reader of the screen reads it there."""
    if not carte.reperes:
        return []
    ecart = {"start": 5, "end": -5, "middle": 0}
    mots = "".join(
        f'<text x="{un.x + ecart[un.ancre] * carte.unite:.1f}" y="{un.y + CORPS * carte.unite * 0.35:.1f}" '
        f'text-anchor="{un.ancre}">{conditional_escape(un.repere.nom)}</text>'
        for un in carte.reperes
    )
    ronds = "".join(
        f'<circle class="carte-ville" cx="{un.x}" cy="{un.y}" r="{1.8 * carte.unite:.1f}"/>'
        for un in carte.reperes
        if un.ancre != "middle"
    )
    contour = f'stroke-width="{3 * carte.unite:.1f}"'
    return [
        f'<g class="carte-reperes" aria-hidden="true" font-size="{CORPS * carte.unite:.1f}" {contour}>{ronds}{mots}</g>'
    ]


def _semis(lieux: Sequence[Trace], rayon: float) -> list[str]:
    """Thousands of points as one path by class and layer: a browser lays it out at once; the table names each of them."""
    rond = f"a{rayon:.1f} {rayon:.1f} 0 1 0 {2 * rayon:.1f} 0a{rayon:.1f} {rayon:.1f} 0 1 0-{2 * rayon:.1f} 0"
    groupes: dict[tuple[Any, Any], list[str]] = {}
    for trace in lieux:
        cle = trace.proprietes.get("classe"), trace.proprietes.get("couche")
        groupes.setdefault(cle, []).append(f"M{trace.x - rayon:.1f} {trace.y}{rond}")
    return [
        f'<path class="carte-point classe-{int(classe or 0)}"{_couche(couche)} d="{"".join(ronds)}"><title>{len(ronds)} lieux</title></path>'
        for (classe, couche), ronds in groupes.items()
    ]


def _teinte(trace: Trace) -> str:
    return f"classe-{int(trace.proprietes.get('classe') or 0)}"


def _aire(trace: Trace) -> str:
    couche = _couche(trace.proprietes.get("couche"))
    return f'<path class="{_teinte(trace)}"{couche} d="{trace.chemin}">{_titre(trace)}</path>'


def _rond(trace: Trace, classes: str, rayon: float) -> str:
    place = f'cx="{trace.x:.1f}" cy="{trace.y:.1f}" r="{rayon:.1f}"'
    return f'<circle class="{classes}"{_couche(trace.proprietes.get("couche"))} {place}>{_titre(trace)}</circle>'


def _couche(couche: Any) -> str:
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
