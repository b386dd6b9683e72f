"""The ribbon of a path: lanes of dated facts placed in per cent of one window of time, so that any context can draw a lane under another's.

Dates are inclusive at both ends; an empty end means « still open ».
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from maillage.socle.domain.calendrier import UN_JOUR

LARGEUR_MINIMALE = 0.6
"""Per cent: one day stays visible."""
A_VENIR = relativedelta(months=6)
AVENIR_MAXIMAL = relativedelta(years=2)
MOIS_PAR_REPERE = ((18, 2), (48, 6))
"""Up to so many months of window, one mark each so many months; beyond, one each January."""
MOIS_ABREGES = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


class VueRuban(StrEnum):
    """How much time the ribbon shows."""

    AN = "1an"
    TROIS_ANS = "3ans"
    TOUT = "tout"


@dataclass(frozen=True)
class FaitRuban:
    """A dated fact of a lane. `texte` says it whole, `etiquette` in a few letters; `variante` names another drawing; `cle` is for whoever edits."""

    debut: dt.date
    fin: dt.date | None
    texte: str
    etiquette: str = ""
    variante: str = ""
    cle: str = ""


@dataclass(frozen=True)
class Voie:
    """One lane: its class of drawing, its name, its facts; `modalite` when its edges may be moved."""

    genre: str
    libelle: str
    faits: tuple[FaitRuban, ...]
    modalite: str = ""


@dataclass(frozen=True)
class Segment:
    """A fact placed: `x` and `largeur` are SVG lengths such as « 12.50% »; `rang` is the row inside the lane."""

    x: str
    largeur: str
    rang: int
    fait: FaitRuban
    ouvert: bool
    prevu: bool


@dataclass(frozen=True)
class VoieDessinee:
    """A lane ready to draw; `textes` reads all its facts, those outside the window too."""

    voie: Voie
    segments: tuple[Segment, ...]
    rangs: int

    @property
    def textes(self) -> tuple[str, ...]:
        return tuple(fait.texte for fait in sorted(self.voie.faits, key=lambda fait: fait.debut))


@dataclass(frozen=True)
class Fenetre:
    """The days a ribbon shows, both included."""

    debut: dt.date
    fin: dt.date
    aujourd_hui: dt.date

    def part(self, jour: dt.date) -> float:
        """Return where a day begins, in per cent, inside the window."""
        brute = 100 * (jour - self.debut).days / ((self.fin - self.debut).days + 1)
        return min(max(brute, 0.0), 100.0)

    def position(self, jour: dt.date) -> str:
        return f"{self.part(jour):.2f}%"

    @property
    def maintenant(self) -> str:
        """Position of today's line."""
        return self.position(self.aujourd_hui)

    @property
    def reperes(self) -> tuple[tuple[str, str], ...]:
        """Marks of time: (position, words)."""
        mois = (self.fin.year - self.debut.year) * 12 + self.fin.month - self.debut.month
        pas = next((pas for jusqu_a, pas in MOIS_PAR_REPERE if mois <= jusqu_a), 12)
        jour = self.debut.replace(day=1)
        reperes = []
        while (jour := jour + relativedelta(months=1)) <= self.fin:
            if (jour.month - 1) % pas == 0:
                reperes.append((self.position(jour), _repere(jour)))
        return tuple(reperes)


@dataclass(frozen=True)
class Ruban:
    """The whole ribbon."""

    fenetre: Fenetre
    voies: tuple[VoieDessinee, ...] = field(default_factory=tuple)

    @property
    def en_mots(self) -> tuple[str, ...]:
        """Every fact of every lane as a sentence, in the order of time."""
        faits = sorted((fait for dessinee in self.voies for fait in dessinee.voie.faits), key=lambda fait: fait.debut)
        return tuple(fait.texte for fait in faits)


def fenetre_du_ruban(faits: Iterable[FaitRuban], *, aujourd_hui: dt.date, vue: VueRuban = VueRuban.TOUT) -> Fenetre:
    """Choose the window: from the first fact (not before what `vue` shows) to six months ahead or the last end, two years at most."""
    connus = tuple(faits)
    premier = min([aujourd_hui, *(fait.debut for fait in connus)])
    if vue is VueRuban.AN:
        return Fenetre(aujourd_hui - relativedelta(months=6), aujourd_hui + A_VENIR, aujourd_hui)
    if vue is VueRuban.TROIS_ANS:
        premier = max(premier, aujourd_hui - relativedelta(years=3))
    derniers = [fait.fin or fait.debut for fait in connus]
    fin = min(max([aujourd_hui + A_VENIR, *derniers]), aujourd_hui + AVENIR_MAXIMAL)
    return Fenetre(premier, fin, aujourd_hui)


def dessiner_voie(voie: Voie, fenetre: Fenetre) -> VoieDessinee:
    """Place the facts of a lane that the window shows; two that share a day stand one under the other."""
    fins_des_rangs: list[dt.date] = []
    segments = []
    for fait in sorted(voie.faits, key=lambda fait: (fait.debut, fait.texte)):
        fin = fait.fin or dt.date.max
        if fin < fenetre.debut or fait.debut > fenetre.fin:
            continue
        rang = next(
            (rang for rang, derniere in enumerate(fins_des_rangs) if derniere < fait.debut), len(fins_des_rangs)
        )
        fins_des_rangs[rang : rang + 1] = [fin]
        segments.append(_segment(fait, rang, fenetre))
    return VoieDessinee(voie, tuple(segments), max(1, len(fins_des_rangs)))


def dessiner_ruban(voies: Sequence[Voie], fenetre: Fenetre) -> Ruban:
    """Place every lane that has something to show, in the order given; that of a modality stays even empty, to be opened."""
    return Ruban(fenetre, tuple(dessiner_voie(voie, fenetre) for voie in voies if voie.faits or voie.modalite))


def _segment(fait: FaitRuban, rang: int, fenetre: Fenetre) -> Segment:
    debut = fenetre.part(fait.debut)
    apres = min(fait.fin, fenetre.fin) + UN_JOUR if fait.fin else fenetre.fin + UN_JOUR
    largeur = max(fenetre.part(apres) - debut, LARGEUR_MINIMALE)
    return Segment(
        x=f"{min(debut, 100 - LARGEUR_MINIMALE):.2f}%",
        largeur=f"{largeur:.2f}%",
        rang=rang,
        fait=fait,
        ouvert=fait.fin is None or fait.fin > fenetre.fin,
        prevu=fait.debut > fenetre.aujourd_hui,
    )


def _repere(jour: dt.date) -> str:
    return str(jour.year) if jour.month == 1 else MOIS_ABREGES[jour.month - 1]
