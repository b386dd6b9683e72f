"""The blank sheet as it is drawn: where each place stands, those that stand nowhere below a line, journeys between them."""

from __future__ import annotations

import textwrap
from collections import Counter
from dataclasses import dataclass

from maillage.carte_de_vie.domain.carte import HAUTEUR, LARGEUR, Carte, Lieu, TrajetVecu, traits_du_dessin
from maillage.carte_de_vie.domain.vocabulaire import IMAGES_GENRES, IMAGES_MOYENS, MoyenTrajet

MARGE = 70.0
RAYON = 38.0
COLONNES, PAS_X, PAS_Y = 6, 150.0, 150.0
CARACTERES, LIGNES, INTERLIGNE = 17, 2, 24.0
COURBE, POINTE = 46.0, 16.0
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
    dessin: tuple[tuple[str, str], ...] = ()
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
    """A journey drawn: a bent line, shortened at both ends, its arrow, its picture in the middle and, beside it, that of its feeling."""

    trace: str
    fleche: str
    milieu: tuple[float, float]
    image: str
    ressenti: str = ""
    secret: bool = False

    @property
    def badge(self) -> tuple[float, float]:
        """Where the picture of the feeling stands."""
        return round(self.milieu[0] + 24, 1), round(self.milieu[1] - 18, 1)


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
    traits, memes = [], Counter[tuple[str, str]]()
    for trajet in carte.trajets:
        bouts = places[trajet.de], places[trajet.vers]
        traits.append(_trait(*bouts, trajet, rang=memes[trajet.de, trajet.vers], secret=trajet.cle in trajets_secrets))
        memes[trajet.de, trajet.vers] += 1
    return FeuilleDessinee(LARGEUR, hauteur, tuple(points), tuple(traits), haut if ailleurs else None)


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
        dessin=tuple(traits_du_dessin(lieu.dessin)),
        secret=lieu.partage.secret,
        pose=pose,
    )


def _trait(de: PointDeVie, vers: PointDeVie, trajet: TrajetVecu, *, rang: int, secret: bool) -> TraitDeVie:
    """Bend the line to its left: the way there and the way back do not lie on one another, nor do two ways of going (`rang`)."""
    longueur = ((vers.x - de.x) ** 2 + (vers.y - de.y) ** 2) ** 0.5 or 1.0
    ux, uy = (vers.x - de.x) / longueur, (vers.y - de.y) / longueur
    retrait = min(RAYON + 8, longueur / 3)
    x1, y1, x2, y2 = de.x + ux * retrait, de.y + uy * retrait, vers.x - ux * retrait, vers.y - uy * retrait
    courbe = 18 + COURBE * rang
    cx, cy = (x1 + x2) / 2 + uy * courbe * 2, (y1 + y2) / 2 - ux * courbe * 2
    ressenti = trajet.ressenti
    return TraitDeVie(
        trace=f"M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}",
        fleche=_fleche(cx, cy, x2, y2),
        milieu=(round((x1 + x2) / 2 + uy * courbe, 1), round((y1 + y2) / 2 - ux * courbe, 1)),
        image=IMAGES_MOYENS[MoyenTrajet(trajet.moyen)],
        ressenti=ressenti.image or SANS_IMAGE if ressenti else "",
        secret=secret,
    )


def _fleche(cx: float, cy: float, x: float, y: float) -> str:
    """The point of the arrow, in the direction by which the line arrives."""
    longueur = ((x - cx) ** 2 + (y - cy) ** 2) ** 0.5 or 1.0
    ux, uy = (x - cx) / longueur * POINTE, (y - cy) / longueur * POINTE
    gauche, droite = (x - ux - uy / 2, y - uy + ux / 2), (x - ux + uy / 2, y - uy - ux / 2)
    return f"M{x:.1f} {y:.1f}L{gauche[0]:.1f} {gauche[1]:.1f}L{droite[0]:.1f} {droite[1]:.1f}Z"
