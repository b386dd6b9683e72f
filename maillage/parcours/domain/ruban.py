"""The ribbon of a path: lanes of segments placed in per cent of a window of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.parcours.domain.intervalles import Intervalle

LARGEUR_MINIMALE = 0.6
"""Per cent: one day stays visible."""


@dataclass(frozen=True)
class Segment:
    """A fact on a lane; `x` and `largeur` are SVG lengths such as « 12.50% »."""

    x: str
    largeur: str
    texte: str


@dataclass(frozen=True)
class Couloir:
    """One lane: its class of drawing (a modality code, PHASE or ECOLE), its name, its segments from left to right."""

    genre: str
    libelle: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Ruban:
    """The whole ribbon; `reperes` are (position, year) of each 1st January, `aujourd_hui` the position of today."""

    couloirs: tuple[Couloir, ...]
    reperes: tuple[tuple[str, int], ...]
    aujourd_hui: str
    debut: date
    fin: date


def dessiner_ruban(couloirs: Mapping[tuple[str, str], Iterable[Intervalle]], *, aujourd_hui: date) -> Ruban:
    """Place the facts of each lane, keyed by (genre, libelle), from the first one to today or the last end."""
    faits = [fait for suite in couloirs.values() for fait in suite]
    debut = min((fait.debut for fait in faits), default=aujourd_hui)
    fin = max([aujourd_hui, *(fait.fin or aujourd_hui for fait in faits), debut + timedelta(days=30)])
    fenetre = _Fenetre(debut, fin)
    return Ruban(
        couloirs=tuple(
            Couloir(genre, libelle, tuple(fenetre.segment(fait) for fait in sorted(suite, key=lambda f: f.debut)))
            for (genre, libelle), suite in couloirs.items()
        ),
        reperes=tuple(
            (fenetre.position(date(an, 1, 1)), an)
            for an in range(debut.year, fin.year + 1)
            if debut <= date(an, 1, 1) <= fin
        ),
        aujourd_hui=fenetre.position(aujourd_hui),
        debut=debut,
        fin=fin,
    )


@dataclass(frozen=True)
class _Fenetre:
    debut: date
    fin: date

    def part(self, jour: date) -> float:
        return 100 * (jour - self.debut).days / ((self.fin - self.debut).days + 1)

    def position(self, jour: date) -> str:
        return f"{self.part(jour):.2f}%"

    def segment(self, fait: Intervalle) -> Segment:
        dernier = min(fait.fin or self.fin, self.fin) + timedelta(days=1)
        largeur = max(self.part(dernier) - self.part(fait.debut), LARGEUR_MINIMALE)
        return Segment(self.position(fait.debut), f"{largeur:.2f}%", fait.en_mots())
