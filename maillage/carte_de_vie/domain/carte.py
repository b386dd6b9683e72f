"""The carte de vie as values: places, journeys, feelings, each dated. The same values stand for what is open and for what is secret."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from maillage.carte_de_vie.domain.erreurs import ErreurCarte
from maillage.carte_de_vie.domain.vocabulaire import GenreLieu, MoyenTrajet, OrigineLieu

LONGUEUR_DESSIN = 40_000
LARGEUR, HAUTEUR = 1000, 640
"""The blank sheet, in the units of its drawing; places stand at hundredths of it."""
CRAYONS = {
    "": "bleu",
    "r": "rouge",
    "v": "vert",
    "o": "orange",
    "p": "violet",
    "s": "rose",
    "m": "marron",
    "n": "noir",
}
"""The pencils: a letter before a line, none for the first."""
TRACE = re.compile(r"([rvopsmn]?M\d{1,4} \d{1,4}(L\d{1,4} \d{1,4})*)*")
TRAIT = re.compile(r"([rvopsmn]?)(M[^rvopsmnM]+)")


@dataclass(frozen=True)
class Ressenti:
    """A feeling said on a day, kept as it was said: a later change of the set does not alter it. Never a score."""

    le: date
    mot: str
    image: str = ""


@dataclass(frozen=True)
class Partage:
    """Who sees a place besides the young person; nobody: it is secret."""

    equipe: bool = False
    famille: bool = False
    partenaires: frozenset[int] = frozenset()

    @property
    def secret(self) -> bool:
        return not (self.equipe or self.famille)


@dataclass(frozen=True)
class Lieu:
    """A place of a life. `x` and `y` (0 to 100): where it stands on the sheet; `lon` and `lat`: on the map of the country; each may be absent."""

    cle: str
    nom: str
    debut: date
    genre: GenreLieu = GenreLieu.AUTRE
    fin: date | None = None
    x: float | None = None
    y: float | None = None
    lon: float | None = None
    lat: float | None = None
    avec: tuple[str, ...] = ()
    note: str = ""
    dessin: str = ""
    objectif: str = ""
    element: str = ""
    ressentis: tuple[Ressenti, ...] = ()
    partage: Partage = field(default_factory=Partage)
    origine: OrigineLieu = OrigineLieu.SEUL
    version: int = 1

    @property
    def sur_la_feuille(self) -> bool:
        return self.x is not None and self.y is not None

    @property
    def sur_la_carte(self) -> bool:
        return self.lon is not None and self.lat is not None

    @property
    def ressenti(self) -> Ressenti | None:
        """The latest feeling."""
        return self.ressentis[-1] if self.ressentis else None

    def ressenti_le(self, le: date) -> Ressenti | None:
        """The feeling said last on that day or before."""
        return next((un for un in reversed(self.ressentis) if un.le <= le), None)


@dataclass(frozen=True)
class TrajetVecu:
    """A way from a place to another: how, with whom, how it feels."""

    cle: str
    de: str
    vers: str
    debut: date
    moyen: MoyenTrajet = MoyenTrajet.PIED
    fin: date | None = None
    avec: tuple[str, ...] = ()
    ressenti: Ressenti | None = None


@dataclass(frozen=True)
class Carte:
    """Places and journeys that somebody may see."""

    lieux: tuple[Lieu, ...] = ()
    trajets: tuple[TrajetVecu, ...] = ()

    def lieu(self, cle: str) -> Lieu | None:
        return next((lieu for lieu in self.lieux if lieu.cle == cle), None)

    def au(self, le: date) -> Carte:
        """Return the map as it was on a day: what had come and had not left, with the feeling of then."""
        presents = tuple(
            replace(lieu, ressentis=tuple(un for un in lieu.ressentis if un.le <= le))
            for lieu in self.lieux
            if present(lieu.debut, lieu.fin, le)
        )
        cles = {lieu.cle for lieu in presents}
        suivis = (t for t in self.trajets if present(t.debut, t.fin, le) and {t.de, t.vers} <= cles)
        return Carte(presents, tuple(suivis))

    def partis(self, le: date) -> tuple[Lieu, ...]:
        """Return the places that left before that day."""
        return tuple(lieu for lieu in self.lieux if lieu.fin is not None and lieu.fin < le)

    def jours(self) -> list[date]:
        """Return the days when something changed, first to last."""
        dates = {jour for lieu in self.lieux for jour in (lieu.debut, lieu.fin)}
        dates |= {un.le for lieu in self.lieux for un in lieu.ressentis}
        dates |= {jour for trajet in self.trajets for jour in (trajet.debut, trajet.fin)}
        return sorted(jour for jour in dates if jour is not None)

    def personnes(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return each person named and the places where they are."""
        ou: dict[str, list[str]] = {}
        for lieu in self.lieux:
            for nom in lieu.avec:
                ou.setdefault(nom, []).append(lieu.nom)
        return sorted(((nom, tuple(lieux)) for nom, lieux in ou.items()), key=lambda un: un[0].casefold())


def present(debut: date, fin: date | None, le: date) -> bool:
    """Tell whether something dated is there on a day, both ends included."""
    return debut <= le and (fin is None or le <= fin)


def noms_ecrits(texte: str) -> tuple[str, ...]:
    """Return the names written one per line, or between commas, each once."""
    noms = (re.sub(r"\s+", " ", nom).strip()[:60] for nom in re.split(r"[\n,;]+", texte))
    return tuple(dict.fromkeys(nom for nom in noms if nom))


def traits_du_dessin(dessin: str) -> list[tuple[str, str]]:
    """Return (pencil, path) of each colour of a drawing, in the order of the hand."""
    traits: list[tuple[str, str]] = []
    for crayon, trait in TRAIT.findall(dessin):
        if traits and traits[-1][0] == crayon:
            traits[-1] = (crayon, traits[-1][1] + trait)
        else:
            traits.append((crayon, trait))
    return traits


def verifier_dessin(dessin: str) -> str:
    """Return a drawing made of moves and lines only: it is shown on pages and papers later."""
    dessin = dessin.strip()
    if len(dessin) > LONGUEUR_DESSIN or not TRACE.fullmatch(dessin):
        raise ErreurCarte("Le dessin n'a pas pu être lu. Effacez-le et recommencez.", champ="dessin")
    return dessin
