"""An establishment as FINESS describes it, whatever the file format, and what differs from what is known.

A record never erases: an empty value means unknown (data of the files themselves). An older file changes nothing to what a newer one said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from maillage.structures.domain.adresses import meme_lieu
from maillage.territoire.domain.positions import motif_de_position


@dataclass(frozen=True)
class FicheFiness:
    """One establishment, normalised. `ouvert` None: the file does not say. Positions in WGS84 decimal degrees.

    Identity: `finess` (9 characters), else `uai`, else `reference` (name in a source that has neither). `emplacement` says where it was read.
    """

    emplacement: str
    finess: str = ""
    uai: str = ""
    reference: str = ""
    nom: str = ""
    categorie: str = ""
    organisme_finess: str = ""
    organisme_nom: str = ""
    siren: str = ""
    siret: str = ""
    adresse: str = ""
    code_postal: str = ""
    commune: str = ""
    telephone: str = ""
    lon: float | None = None
    lat: float | None = None
    precision: str = ""
    score_ban: float | None = None
    ouvert: bool | None = None
    ouvert_le: date | None = None
    ferme_le: date | None = None
    situation_le: date | None = None

    @property
    def cles(self) -> tuple[tuple[str, str], ...]:
        """Ways to recognise it, the surest first."""
        candidates = (("finess", self.finess), ("uai", self.uai), ("reference", self.reference))
        return tuple((nom, valeur) for nom, valeur in candidates if valeur)


@dataclass(frozen=True)
class Seuils:
    """What makes a position doubtful: dated setting data (referentiels/finess.toml)."""

    score_ban_min: float
    distance_commune_km: float


@dataclass(frozen=True)
class Changement:
    """A dated change worth keeping: nature (codes of NatureChangement), date of effect, values before and after."""

    nature: str
    date: date
    avant: dict[str, str]
    apres: dict[str, str]


PRECISIONS = ("", "COMMUNE", "ADRESSE", "MANUELLE")
"""Sources of a position (codes of PositionSource), the least precise first."""
CHAMPS_SUIVIS = {"nom": "RENOMMAGE", "categorie": "CATEGORIE", "organisme_finess": "GESTIONNAIRE"}
CHAMPS_COMPLETES = (
    "finess",
    "uai",
    "reference",
    "nom",
    "categorie",
    "organisme_finess",
    "organisme_nom",
    "siren",
    "siret",
    "adresse",
    "code_postal",
    "commune",
    "telephone",
    "ouvert_le",
)


def position_plausible(lon: float | None, lat: float | None) -> bool:
    return lon is not None and lat is not None and abs(lon) <= 180 and abs(lat) <= 90


def motif_de_revue(fiche: FicheFiness, centre: tuple[float, float] | None, seuils: Seuils) -> str:
    """Return why a person should look at the position ("" when nothing is doubtful); `centre` is the point of its commune, None if unknown.

    A closed establishment, or one placed by hand, needs no eye.
    """
    if fiche.ferme_le is not None or fiche.precision == "MANUELLE":
        return ""
    return motif_de_position(
        (fiche.lon, fiche.lat),
        centre,
        fiche.score_ban,
        score_min=seuils.score_ban_min,
        distance_max_km=seuils.distance_commune_km,
    )


def est_plus_ancienne(fiche: FicheFiness, connue: FicheFiness) -> bool:
    """Tell whether a newer file already spoke of this establishment."""
    return bool(fiche.situation_le and connue.situation_le and fiche.situation_le < connue.situation_le)


def fusionner(connue: FicheFiness, fiche: FicheFiness) -> FicheFiness:
    """Return what is known once the record is read: its values where it has some, the known ones elsewhere.

    A position gives way only to one at least as precise, or to a move; one set by hand gives way to a move only.
    """
    valeurs = {champ: getattr(fiche, champ) or getattr(connue, champ) for champ in CHAMPS_COMPLETES}
    fusion = replace(connue, **valeurs, situation_le=fiche.situation_le or connue.situation_le)
    a_demenage = demenage(connue, fiche)
    if not a_demenage and len(connue.adresse) >= len(fiche.adresse):
        fusion = replace(fusion, adresse=connue.adresse)
    if a_demenage or _plus_precise(fiche, connue):
        fusion = replace(fusion, lon=fiche.lon, lat=fiche.lat, precision=fiche.precision, score_ban=fiche.score_ban)
    return _etat(fusion, connue, fiche)


def _plus_precise(fiche: FicheFiness, connue: FicheFiness) -> bool:
    rang, rang_connu = PRECISIONS.index(fiche.precision), PRECISIONS.index(connue.precision)
    return fiche.lon is not None and connue.precision != "MANUELLE" and rang >= rang_connu


def initiale(fiche: FicheFiness) -> FicheFiness:
    """Return what is known once the first record about an establishment is read."""
    return _etat(fiche, replace(fiche, ferme_le=None), fiche)


def _etat(fusion: FicheFiness, connue: FicheFiness, fiche: FicheFiness) -> FicheFiness:
    if fiche.ouvert is None:
        return replace(fusion, ferme_le=fiche.ferme_le or connue.ferme_le)
    if fiche.ouvert:
        return replace(fusion, ferme_le=None)
    return replace(fusion, ferme_le=fiche.ferme_le or connue.ferme_le or fiche.situation_le)


def demenage(connue: FicheFiness, fiche: FicheFiness) -> bool:
    """Tell whether the place differs: another commune, another street, or another number; a spelling is not a move."""
    if connue.commune and fiche.commune and connue.commune != fiche.commune:
        return True
    return bool(connue.adresse and fiche.adresse) and not meme_lieu(connue.adresse, fiche.adresse)


def changements(connue: FicheFiness | None, fiche: FicheFiness, *, le: date) -> list[Changement]:
    """Return the dated changes that reading `fiche` brings; `le` is the date of the situation, used when the file gives no date of effect."""
    if connue is None:
        trouves = [Changement("CREATION", fiche.ouvert_le or le, {}, {"nom": fiche.nom, "adresse": fiche.adresse})]
        if fiche.ferme_le:
            trouves.append(Changement("FERMETURE", fiche.ferme_le, {}, {"ferme_le": fiche.ferme_le.isoformat()}))
        return trouves
    return [*_changements_de_valeur(connue, fiche, le), *_changements_d_etat(connue, fiche, le)]


def _changements_de_valeur(connue: FicheFiness, fiche: FicheFiness, le: date) -> list[Changement]:
    trouves = []
    for champ, nature in CHAMPS_SUIVIS.items():
        avant, apres = getattr(connue, champ), getattr(fiche, champ)
        if avant and apres and avant != apres:
            trouves.append(Changement(nature, le, {champ: avant}, {champ: apres}))
    if demenage(connue, fiche):
        trouves.append(Changement("DEMENAGEMENT", le, _lieu(connue), _lieu(fusionner(connue, fiche))))
    return trouves


def _lieu(fiche: FicheFiness) -> dict[str, str]:
    return {"adresse": fiche.adresse, "code_postal": fiche.code_postal, "commune": fiche.commune}


def _changements_d_etat(connue: FicheFiness, fiche: FicheFiness, le: date) -> list[Changement]:
    apres = _etat(connue, connue, fiche).ferme_le
    if apres == connue.ferme_le:
        return []
    if apres is None:
        return [Changement("REOUVERTURE", le, {"ferme_le": _iso(connue.ferme_le)}, {})]
    avant = {"ferme_le": _iso(connue.ferme_le)} if connue.ferme_le else {}
    return [Changement("FERMETURE", apres, avant, {"ferme_le": _iso(apres)})]


def _iso(jour: date | None) -> str:
    return jour.isoformat() if jour else ""
