"""The blank sheet as it is drawn: where each place stands, those that stand nowhere below a line, journeys between them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from maillage.carte_de_vie.domain.carte import HAUTEUR, LARGEUR, Carte, Lieu, TrajetVecu
from maillage.carte_de_vie.domain.vocabulaire import IMAGES_GENRES, IMAGES_MOYENS, MoyenTrajet

MARGE = 70.0
RAYON = 38.0
COLONNES, PAS_X, PAS_Y = 6, 150.0, 150.0
CARACTERES, LIGNES, INTERLIGNE = 17, 2, 24.0
SANS_IMAGE = "parler"
"""Picture of a feeling said in one's own word."""
BANDE = 46.0
"""Height of the words « Quelque part » above the places that stand nowhere."""


@dataclass(frozen=True)
class PointDeVie:
    """A place drawn: its centre, its picture, that of its feeling, its name cut in lines with the height of each."""

    cle: str
    x: float
    y: float
    nom: str
    image: str
    ressenti: str
    mot: str
    lignes: tuple[tuple[str, float], ...]
    dessin: str = ""
    secret: bool = False
    pose: bool = True

    @property
    def dit(self) -> str:
        """What is read aloud."""
        return f"{self.nom} : {self.mot}" if self.mot else self.nom

    @property
    def badge(self) -> tuple[float, float]:
        """Where the picture of the feeling stands."""
        return round(self.x + 32, 1), round(self.y - 28, 1)


@dataclass(frozen=True)
class TraitDeVie:
    """A journey drawn, shortened at both ends, with its picture in the middle."""

    x1: float
    y1: float
    x2: float
    y2: float
    image: str
    secret: bool = False

    @property
    def milieu(self) -> tuple[float, float]:
        return (self.x1 + self.x2) / 2, (self.y1 + self.y2) / 2


@dataclass(frozen=True)
class FeuilleDessinee:
    """A whole sheet; `bande`: height where « Quelque part » begins, none when every place stands somewhere."""

    largeur: float
    hauteur: float
    points: tuple[PointDeVie, ...]
    traits: tuple[TraitDeVie, ...]
    bande: float | None

    @property
    def vide(self) -> bool:
        return not self.points


def dessiner_feuille(carte: Carte, *, trajets_secrets: frozenset[str] = frozenset()) -> FeuilleDessinee:
    """Return the sheet of a map."""
    poses = [lieu for lieu in carte.lieux if lieu.sur_la_feuille]
    ailleurs = [lieu for lieu in carte.lieux if not lieu.sur_la_feuille]
    haut = float(HAUTEUR) if poses or not ailleurs else 0.0
    points = [_point(lieu, *_place(lieu)) for lieu in poses]
    points += [_point(lieu, *_rang(rang, haut + BANDE), pose=False) for rang, lieu in enumerate(ailleurs)]
    rangees = -(-len(ailleurs) // COLONNES)
    hauteur = haut + (BANDE + rangees * PAS_Y + 10 if ailleurs else 0)
    places = {point.cle: point for point in points}
    traits = tuple(
        _trait(places[t.de], places[t.vers], t, secret=t.cle in trajets_secrets)
        for t in carte.trajets
        if t.de != t.vers
    )
    return FeuilleDessinee(LARGEUR, hauteur, tuple(points), traits, haut if ailleurs else None)


def _place(lieu: Lieu) -> tuple[float, float]:
    """Keep the whole drawing of a place within the sheet."""
    x, y = (lieu.x or 0) / 100, (lieu.y or 0) / 100
    return round(MARGE + x * (LARGEUR - 2 * MARGE), 1), round(50 + y * (HAUTEUR - 160), 1)


def position_de(x: float, y: float) -> tuple[float, float]:
    """Return the place (0 to 100) of a point of the sheet: the reverse of where a place is drawn."""
    de_gauche = (x - MARGE) / (LARGEUR - 2 * MARGE) * 100
    de_haut = (y - 50) / (HAUTEUR - 160) * 100
    return round(min(max(de_gauche, 0), 100), 1), round(min(max(de_haut, 0), 100), 1)


def _rang(rang: int, haut: float) -> tuple[float, float]:
    return 125.0 + (rang % COLONNES) * PAS_X, haut + 50.0 + (rang // COLONNES) * PAS_Y


def _point(lieu: Lieu, x: float, y: float, *, pose: bool = True) -> PointDeVie:
    mots = textwrap.wrap(lieu.nom, CARACTERES, max_lines=LIGNES, placeholder="…") or [lieu.nom[:CARACTERES]]
    ressenti = lieu.ressenti
    return PointDeVie(
        cle=lieu.cle,
        x=x,
        y=y,
        nom=lieu.nom,
        image=IMAGES_GENRES[lieu.genre],
        ressenti=ressenti.image or SANS_IMAGE if ressenti else "",
        mot=ressenti.mot if ressenti else "",
        lignes=tuple((mot, round(y + RAYON + INTERLIGNE * (rang + 1), 1)) for rang, mot in enumerate(mots)),
        dessin=lieu.dessin,
        secret=lieu.partage.secret,
        pose=pose,
    )


def _trait(de: PointDeVie, vers: PointDeVie, trajet: TrajetVecu, *, secret: bool) -> TraitDeVie:
    longueur = ((vers.x - de.x) ** 2 + (vers.y - de.y) ** 2) ** 0.5 or 1.0
    retrait = min(RAYON + 6, longueur / 3)
    dx, dy = (vers.x - de.x) / longueur * retrait, (vers.y - de.y) / longueur * retrait
    return TraitDeVie(
        round(de.x + dx, 1),
        round(de.y + dy, 1),
        round(vers.x - dx, 1),
        round(vers.y - dy, 1),
        IMAGES_MOYENS[MoyenTrajet(trajet.moyen)],
        secret,
    )
