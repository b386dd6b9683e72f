"""An eco-map drawn on the server: four rings around a person, boxes that never overlap, ties whose thickness is their strength. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

CENTRE = ""
LARGEUR_BOITE, HAUTEUR_BOITE = 136.0, 46.0
LARGEUR_CENTRE, HAUTEUR_CENTRE = 150.0, 56.0
MARGE = 12.0
ALLONGEMENT = 1.5
"""Rings are ellipses: boxes are wide, screens too."""
PREMIER_RAYON, ECART, PAS_DE_RAYON = 152.0, 78.0, 8.0
POSITIONS, ROTATIONS_MINIMALES = 36, 4
"""Positions tried around a ring, shared between its points."""
ESSAIS = 3
"""How many wider rings are tried for a drawing whose ties pass behind fewer boxes."""
BANDE_DES_NOMS = 110.0
"""Names of rings are written above the person: outer boxes leave that strip free."""
CARACTERES, LIGNES = 16, 2
BORD = 30.0
EPAISSEURS = {1: 2.0, 2: 4.0, 3: 7.0}


@dataclass(frozen=True)
class PointEcocarte:
    """Someone or something on a ring (0 is the nearest). `forme` chooses the outline; `dit` is read aloud; `url` is where it leads."""

    cle: str
    nom: str
    anneau: int
    forme: str = "personne"
    url: str = ""
    dit: str = ""


@dataclass(frozen=True)
class TraitEcocarte:
    """A tie between two points, CENTRE being the person: `force` from 1 to 3; `nature` is a CSS word; the arrows say who gives to whom."""

    de: str
    vers: str
    force: int = 2
    nature: str = "soutien"
    fleche_de: bool = False
    fleche_vers: bool = False


@dataclass(frozen=True)
class Boite:
    """A drawn point: its centre, its size, its name cut in lines with the height of each."""

    point: PointEcocarte
    x: float
    y: float
    largeur: float = LARGEUR_BOITE
    hauteur: float = HAUTEUR_BOITE
    lignes: tuple[tuple[str, float], ...] = ()

    @property
    def gauche(self) -> float:
        return round(self.x - self.largeur / 2, 1)

    @property
    def haut(self) -> float:
        return round(self.y - self.hauteur / 2, 1)

    def touche(self, autre: Boite, marge: float = MARGE) -> bool:
        """Tell whether two boxes overlap, or stand nearer than the margin."""
        return (
            abs(self.x - autre.x) < (self.largeur + autre.largeur) / 2 + marge
            and abs(self.y - autre.y) < (self.hauteur + autre.hauteur) / 2 + marge
        )

    def bord_vers(self, x: float, y: float) -> tuple[float, float]:
        """Return where a line from the centre of the box to a place leaves the box."""
        dx, dy = x - self.x, y - self.y
        if dx == dy == 0:
            return self.x, self.y
        part = min(
            self.largeur / 2 / abs(dx) if dx else math.inf,
            self.hauteur / 2 / abs(dy) if dy else math.inf,
        )
        return self.x + dx * part, self.y + dy * part


@dataclass(frozen=True)
class AnneauDessine:
    """An ellipse that closes a ring, its name and the height where it is written."""

    rayon_x: float
    rayon_y: float
    libelle: str
    y_libelle: float


@dataclass(frozen=True)
class TraitDessine:
    """A tie ready for `<path>`: its arrowheads are `<polygon points>`; (`x`, `y`) is its middle, where a broken tie wears its cross."""

    trait: TraitEcocarte
    chemin: str
    epaisseur: float
    fleches: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True)
class EcocarteDessinee:
    """A map ready for SVG. `centre` is the person; rings from the outer to the inner, as they are painted."""

    largeur: float
    hauteur: float
    centre: Boite
    boites: tuple[Boite, ...]
    anneaux: tuple[AnneauDessine, ...]
    traits: tuple[TraitDessine, ...]

    @property
    def cadre(self) -> str:
        """The viewBox, the person standing at the origin."""
        return f"{-self.largeur / 2:.0f} {-self.hauteur / 2:.0f} {self.largeur:.0f} {self.hauteur:.0f}"


def dessiner_ecocarte(
    nom: str, points: Sequence[PointEcocarte], traits: Iterable[TraitEcocarte], anneaux: Sequence[str]
) -> EcocarteDessinee:
    """Place every point on its ring without overlap, and draw the ties between those that are there. `anneaux` names the rings, nearest first."""
    centre = Boite(
        PointEcocarte(CENTRE, nom, -1), 0, 0, LARGEUR_CENTRE, HAUTEUR_CENTRE, couper_en_lignes(nom, HAUTEUR_CENTRE)
    )
    liens = [trait for trait in traits if trait.de != trait.vers]
    posees: dict[str, Boite] = {CENTRE: centre}
    rayons: list[float] = []
    for rang in range(len(anneaux)):
        ici = [point for point in points if point.anneau == rang]
        dedans = rayons[-1] if rayons else 0.0
        rayons.append(_poser(_ordonner(ici, liens, posees), liens, posees, dedans))
    bords = [_bord(rayon, suivant) for rayon, suivant in zip(rayons, [*rayons[1:], None], strict=True)]
    dessines = [
        AnneauDessine(round(bord * ALLONGEMENT, 1), round(bord, 1), libelle, round(-bord, 1))
        for bord, libelle in zip(bords, anneaux, strict=True)
    ]
    hauteur = 2 * (bords[-1] + BORD)
    largeur = max(
        2 * (bords[-1] * ALLONGEMENT + BORD), 2 * max(abs(b.x) + b.largeur / 2 + MARGE for b in posees.values())
    )
    boites = tuple(
        replace(boite, lignes=couper_en_lignes(boite.point.nom)) for cle, boite in posees.items() if cle != CENTRE
    )
    tires = tuple(_tirer(trait, posees) for trait in liens if trait.de in posees and trait.vers in posees)
    return EcocarteDessinee(largeur, hauteur, centre, boites, tuple(reversed(dessines)), tires)


def couper_en_lignes(nom: str, hauteur: float = HAUTEUR_BOITE) -> tuple[tuple[str, float], ...]:
    """Cut a name in two short lines at most, an ellipsis at the end of what does not fit; with the height of each line."""
    lignes: list[str] = []
    for mot in nom.split():
        if lignes and len(lignes[-1]) + 1 + len(mot) <= CARACTERES:
            lignes[-1] += f" {mot}"
        else:
            lignes.append(mot)
    gardees = [ligne if len(ligne) <= CARACTERES else f"{ligne[: CARACTERES - 1]}…" for ligne in lignes[:LIGNES]]
    if len(lignes) > LIGNES:
        gardees[-1] = f"{gardees[-1][: CARACTERES - 1].rstrip('…')}…"
    depart = 5.5 - (len(gardees) - 1) * 9
    return tuple((ligne, round(depart + rang * 18, 1)) for rang, ligne in enumerate(gardees))


def _bord(rayon: float, suivant: float | None) -> float:
    """A ring ends half-way to the next one."""
    return rayon + 42 if suivant is None else (rayon + suivant) / 2


def _ordonner(
    points: Sequence[PointEcocarte], liens: Sequence[TraitEcocarte], posees: Mapping[str, Boite]
) -> list[PointEcocarte]:
    """Put each point near those it is tied to on the inner rings; the others keep their order."""
    if not points:
        return []
    pas = 2 * math.pi / len(points)
    voulus: dict[str, float] = {}
    for rang, point in enumerate(points):
        voisins = [
            posees[autre]
            for lien in liens
            for moi, autre in ((lien.de, lien.vers), (lien.vers, lien.de))
            if moi == point.cle and autre in posees and autre != CENTRE
        ]
        x = sum(boite.x / ALLONGEMENT for boite in voisins)
        y = sum(boite.y for boite in voisins)
        voulus[point.cle] = math.atan2(y, x) % (2 * math.pi) if voisins else rang * pas
    return sorted(points, key=lambda point: voulus[point.cle])


def _poser(
    points: Sequence[PointEcocarte], liens: Sequence[TraitEcocarte], posees: dict[str, Boite], dedans: float
) -> float:
    """Place points evenly on a ring where no box touches another, ties passing behind as few as possible; return its radius."""
    rayon = dedans + ECART if dedans else PREMIER_RAYON
    if not points:
        return rayon
    rotations = max(ROTATIONS_MINIMALES, POSITIONS // len(points))
    parts = [rotation / rotations for rotation in range(rotations)]
    meilleur: tuple[int, float, list[Boite]] | None = None
    essais = 0
    while meilleur is None or (meilleur[0] and essais < ESSAIS):
        essais += meilleur is not None
        for part in parts:
            boites = list(_en_rond(points, rayon, part))
            if not _libres(boites, posees.values()):
                continue
            gene = _gene(boites, liens, posees, exterieur=bool(dedans))
            if meilleur is None or gene < meilleur[0]:
                meilleur = (gene, rayon, boites)
        rayon += PAS_DE_RAYON
    posees.update({boite.point.cle: boite for boite in meilleur[2]})
    return meilleur[1]


def _gene(
    boites: Sequence[Boite], liens: Sequence[TraitEcocarte], posees: Mapping[str, Boite], *, exterieur: bool
) -> int:
    """Count the boxes that a tie of these points passes behind, and those that stand where names of rings are written."""
    toutes = {**posees, **{boite.point.cle: boite for boite in boites}}
    nouvelles = {boite.point.cle for boite in boites}
    gene = sum(exterieur and abs(boite.x) < BANDE_DES_NOMS and boite.y < 0 for boite in boites)
    for lien in liens:
        if not nouvelles & {lien.de, lien.vers} or lien.de not in toutes or lien.vers not in toutes:
            continue
        de, vers = toutes[lien.de], toutes[lien.vers]
        gene += sum(_traverse(de, vers, boite) for cle, boite in toutes.items() if cle not in {lien.de, lien.vers})
    return gene


def _traverse(de: Boite, vers: Boite, boite: Boite) -> bool:
    """Tell whether the segment between two centres crosses a box: no line separates them along x, y, or across the segment."""
    x1, y1, x2, y2 = de.x - boite.x, de.y - boite.y, vers.x - boite.x, vers.y - boite.y
    demi_l, demi_h = boite.largeur / 2, boite.hauteur / 2
    if (x1 > demi_l and x2 > demi_l) or (x1 < -demi_l and x2 < -demi_l):
        return False
    if (y1 > demi_h and y2 > demi_h) or (y1 < -demi_h and y2 < -demi_h):
        return False
    return abs(x1 * y2 - y1 * x2) <= abs(x2 - x1) * demi_h + abs(y2 - y1) * demi_l


def _en_rond(points: Sequence[PointEcocarte], rayon: float, part: float) -> Iterator[Boite]:
    """Points at even angles, turned by a part of the angle between two of them."""
    for rang, point in enumerate(points):
        angle = 2 * math.pi * (rang + part) / len(points) - math.pi / 2
        x, y = rayon * ALLONGEMENT * math.cos(angle), rayon * math.sin(angle)
        yield Boite(point, round(x, 1), round(y, 1))


def _libres(boites: Sequence[Boite], posees: Iterable[Boite]) -> bool:
    autour = list(posees)
    return not any(boite.touche(autre) for rang, boite in enumerate(boites) for autre in (*autour, *boites[rang + 1 :]))


def _tirer(trait: TraitEcocarte, posees: Mapping[str, Boite]) -> TraitDessine:
    """A straight tie to the person, a curve that goes round them between two others."""
    de, vers = posees[trait.de], posees[trait.vers]
    pivot = _pivot(de, vers) if CENTRE not in {trait.de, trait.vers} else ((de.x + vers.x) / 2, (de.y + vers.y) / 2)
    depart, arrivee = de.bord_vers(*pivot), vers.bord_vers(*pivot)
    epaisseur = EPAISSEURS[trait.force]
    fleches = tuple(
        _fleche(pivot, bout, epaisseur)
        for voulue, bout in ((trait.fleche_de, depart), (trait.fleche_vers, arrivee))
        if voulue
    )
    x = (depart[0] + 2 * pivot[0] + arrivee[0]) / 4
    y = (depart[1] + 2 * pivot[1] + arrivee[1]) / 4
    chemin = "M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}".format(*depart, *pivot, *arrivee)
    return TraitDessine(trait, chemin, epaisseur, fleches, round(x, 1), round(y, 1))


def _pivot(de: Boite, vers: Boite) -> tuple[float, float]:
    """The middle, pushed away from the person."""
    x, y = (de.x + vers.x) / 2, (de.y + vers.y) / 2
    loin = math.hypot(x, y) or 1.0
    pousse = 1 + 36 / loin
    return x * pousse, y * pousse


def _fleche(depuis: tuple[float, float], pointe: tuple[float, float], epaisseur: float) -> str:
    """A triangle whose tip is there, pointing away from `depuis`."""
    dx, dy = pointe[0] - depuis[0], pointe[1] - depuis[1]
    longueur = math.hypot(dx, dy) or 1.0
    ux, uy = dx / longueur, dy / longueur
    long_, large = 9 + epaisseur, 4 + epaisseur
    bx, by = pointe[0] - ux * long_, pointe[1] - uy * long_
    coins = (pointe, (bx - uy * large, by + ux * large), (bx + uy * large, by - ux * large))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in coins)
