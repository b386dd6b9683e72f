"""Layers lent by agreement: their life, what a file says of their cells, and the floor under which a cell says nothing. Pure.

Individual and aggregated data never share a code path: nothing here knows a person, and a cell under the floor loses its figure before it is kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

import shapely

from maillage.socle.domain.texte import plier
from maillage.territoire.domain.positions import defaut_de

DECIMALES = 6
VALEUR_MAX = Decimal(1_000_000_000)
CODES = {
    "COMMUNE": re.compile(r"\d[0-9AB]\d{3}"),
    "EPCI": re.compile(r"\d{9}"),
    "DEPARTEMENT": re.compile(r"\d[0-9AB]|\d{3}"),
}
ESPACES = re.compile(r"[\s\u00a0\u202f]")
ENTETES = {
    "code": ("code", "code insee", "insee", "code commune", "code epci", "siren", "code departement", "departement"),
    "nom": ("nom", "name", "libelle", "territoire", "commune"),
    "valeur": ("valeur", "value", "nombre", "chiffre"),
    "effectif": ("effectif", "population", "personnes"),
    "lon": ("lon", "longitude", "lng", "x"),
    "lat": ("lat", "latitude", "y"),
}
"""Headings recognised, folded."""
SURFACES = frozenset({"Polygon", "MultiPolygon"})


class EtatCalque(StrEnum):
    """Where a layer is on a day; « terminé » comes by itself the day after its last day."""

    BROUILLON = "BROUILLON"
    PRETE = "PRETE"
    TERMINE = "TERMINE"
    RETIRE = "RETIRE"


class AccordCalque(StrEnum):
    """What a recipient answered to a loan."""

    PROPOSE = "PROPOSE"
    ACCEPTE = "ACCEPTE"
    REFUSE = "REFUSE"


class NiveauCalque(StrEnum):
    """What a cell is: a territory of the official code, or a place that the file draws."""

    COMMUNE = "COMMUNE"
    EPCI = "EPCI"
    DEPARTEMENT = "DEPARTEMENT"
    POINTS = "POINTS"
    ZONES = "ZONES"

    @property
    def officiel(self) -> bool:
        """Tell whether the cells are named by the official code."""
        return self in {NiveauCalque.COMMUNE, NiveauCalque.EPCI, NiveauCalque.DEPARTEMENT}


class NatureValeurs(StrEnum):
    """What the figures measure; it decides what the floor is compared with."""

    PERSONNES = "PERSONNES"
    TAUX = "TAUX"
    CHOSES = "CHOSES"


class ErreurCalque(ValueError):  # noqa: N818
    """A refusal; its text is shown as it stands. `champ` names the field to mend, empty for the whole form."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


@dataclass(frozen=True)
class CelluleLue:
    """A line of the file once read: `masquee` when it is under the floor (its figure is then gone); `defauts`: column and reason."""

    numero: int
    code: str
    nom: str
    valeur: Decimal | None = None
    masquee: bool = False
    lon: float | None = None
    lat: float | None = None
    geometrie: Mapping[str, Any] | None = None
    defauts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LectureCalque:
    """How the cells of a layer are read: their level, what their figures measure, the floor."""

    niveau: NiveauCalque
    nature: NatureValeurs
    plancher: int


def etat_du_jour(etat: str, fin: dt.date, le: dt.date) -> EtatCalque:
    """Return the state on a day: nothing has to run for an end date to be obeyed."""
    if etat == EtatCalque.PRETE and fin < le:
        return EtatCalque.TERMINE
    return EtatCalque(etat)


def colonnes_du_calque(entetes: Sequence[str]) -> dict[str, str]:
    """Return, for each thing that a line may say, its heading in the file."""
    plies = {plier(entete): entete for entete in reversed(entetes)}
    return {
        nom: trouves[0] for nom, mots in ENTETES.items() if (trouves := [plies[mot] for mot in mots if mot in plies])
    }


def colonnes_absentes(colonnes: Mapping[str, str], lecture: LectureCalque) -> list[str]:
    """Return the columns that the layer cannot do without."""
    voulues = ["valeur", "code" if lecture.niveau.officiel else "nom"]
    if lecture.nature is NatureValeurs.TAUX:
        voulues.append("effectif")
    if lecture.niveau is NiveauCalque.POINTS:
        voulues += ["lon", "lat"]
    return [nom for nom in voulues if nom not in colonnes]


def lire_cellule(
    numero: int, cellules: Mapping[str, str], lecture: LectureCalque, geometrie: Mapping[str, Any] | None = None
) -> CelluleLue:
    """Read a line, every fault of it told at once; under the floor its figure is dropped, and its place too when the file draws it."""
    defauts: list[tuple[str, str]] = []
    code, nom = _nommer(cellules, lecture, numero, defauts)
    valeur = _nombre(cellules.get("valeur", ""), "valeur", defauts)
    effectif = valeur
    if lecture.nature is NatureValeurs.TAUX:
        effectif = _nombre(cellules.get("effectif", ""), "effectif", defauts)
    lon, lat, dessin = _situer(cellules, lecture, geometrie, defauts)
    lue = CelluleLue(numero, code, nom, valeur, False, lon, lat, dessin, tuple(defauts))
    return lue if defauts or lecture.nature is NatureValeurs.CHOSES else masquer_cellule(lue, effectif, lecture)


def masquer_cellule(cellule: CelluleLue, effectif: Decimal | None, lecture: LectureCalque) -> CelluleLue:
    """Drop the figure of a cell under the floor; a small place drawn by the file would tell who lives there, so it goes too."""
    if effectif is not None and effectif >= lecture.plancher:
        return cellule
    if lecture.niveau.officiel:
        return replace(cellule, valeur=None, masquee=True)
    return replace(
        cellule, nom="", code=f"masquee-{cellule.numero}", valeur=None, masquee=True, lon=None, lat=None, geometrie=None
    )


def sans_doublon(lues: Sequence[CelluleLue]) -> list[CelluleLue]:
    """Return the lines, one that names a cell already named told so."""
    vus: dict[str, int] = {}
    gardees = []
    for lue in lues:
        premier = vus.setdefault(lue.code, lue.numero) if lue.code else lue.numero
        doublon = ("code", f"cette cellule est déjà à la ligne {premier}")
        gardees.append(lue if premier == lue.numero else replace(lue, defauts=(*lue.defauts, doublon)))
    return gardees


def _nommer(
    cellules: Mapping[str, str], lecture: LectureCalque, numero: int, defauts: list[tuple[str, str]]
) -> tuple[str, str]:
    code, nom = cellules.get("code", "").strip().upper(), " ".join(cellules.get("nom", "").split())[:200]
    if not lecture.niveau.officiel:
        if not nom:
            defauts.append(("nom", "il manque le nom"))
        return (code or f"L{numero}")[:40], nom
    motif = CODES[lecture.niveau]
    if not code:
        defauts.append(("code", "il manque le code"))
    elif not motif.fullmatch(code):
        perdu = motif.fullmatch(f"0{code}") is not None
        suite = " : le zéro de tête a disparu, mettez la colonne en texte" if perdu else ""
        defauts.append(("code", f"« {code[:20]} » n'est pas un code de ce niveau{suite}"))
    return code[:40], nom


def _nombre(texte: str, colonne: str, defauts: list[tuple[str, str]]) -> Decimal | None:
    ecrit = ESPACES.sub("", texte).replace(",", ".")
    if not ecrit:
        defauts.append((colonne, "il manque un nombre"))
        return None
    try:
        lu = Decimal(ecrit)
    except InvalidOperation:
        lu = Decimal("NaN")
    if not lu.is_finite() or not 0 <= lu <= VALEUR_MAX:
        defauts.append((colonne, f"« {texte.strip()[:30]} » n'est pas un nombre positif"))
        return None
    return round(lu, 4)


def _situer(
    cellules: Mapping[str, str],
    lecture: LectureCalque,
    geometrie: Mapping[str, Any] | None,
    defauts: list[tuple[str, str]],
) -> tuple[float | None, float | None, Mapping[str, Any] | None]:
    if lecture.niveau.officiel:
        return None, None, None
    if lecture.niveau is NiveauCalque.ZONES:
        return _zone(geometrie, defauts)
    lon, lat = _degres(cellules, geometrie)
    defaut = defaut_de(lon, lat)
    if defaut is not None or lon is None or lat is None:
        defauts.append(("position", str(defaut)))
        return None, None, None
    return round(lon, DECIMALES), round(lat, DECIMALES), None


def _degres(cellules: Mapping[str, str], geometrie: Mapping[str, Any] | None) -> tuple[float | None, float | None]:
    try:
        if geometrie and geometrie.get("type") == "Point":
            lon, lat = geometrie["coordinates"][:2]
            return float(lon), float(lat)
        return tuple(float(cellules.get(nom, "").replace(",", ".")) for nom in ("lon", "lat"))  # type: ignore[return-value]
    except (KeyError, TypeError, ValueError):
        return None, None


def _zone(
    geometrie: Mapping[str, Any] | None, defauts: list[tuple[str, str]]
) -> tuple[float | None, float | None, Mapping[str, Any] | None]:
    if not geometrie or geometrie.get("type") not in SURFACES:
        defauts.append(("geometry", "une zone est un Polygon ou un MultiPolygon"))
        return None, None, None
    try:
        forme = shapely.geometry.shape(geometrie)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, shapely.errors.ShapelyError):
        forme = None
    if forme is None or forme.is_empty or not forme.is_valid:
        defauts.append(("geometry", "ce contour ne se ferme pas, ou se croise"))
        return None, None, None
    point = forme.representative_point()
    if defaut := defaut_de(point.x, point.y):
        defauts.append(("geometry", str(defaut)))
        return None, None, None
    dessin = {"type": geometrie["type"], "coordinates": geometrie["coordinates"]}
    return round(point.x, DECIMALES), round(point.y, DECIMALES), dessin
