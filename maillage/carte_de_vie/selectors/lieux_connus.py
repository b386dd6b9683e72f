"""Looking for where a place is, by its name: communes, partners of the dispositif, public register, addresses of the operator's own service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillage.carte_de_vie.domain.carte import Lieu
from maillage.carte_de_vie.selectors.acces import Porte
from maillage.socle.domain.texte import contient_les_mots
from maillage.structures.selectors.dispositifs import partenaires_du_dispositif
from maillage.structures.selectors.recherche import chercher_etablissements
from maillage.territoire.domain.adresses import AdresseCherchee
from maillage.territoire.geocodage.ban import GeocodeurIndisponible, geocodeur, geocodeur_regle
from maillage.territoire.selectors import commune_par_code, communes_du_departement, contours, rechercher_communes

MAXIMUM, VILLES = 6, 60
AU_CENTRE = "au centre de la commune"


@dataclass(frozen=True)
class Position:
    """A place found; `precision` says what the point really is."""

    nom: str
    precision: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Recherche:
    """What was found; `panne`: the service of addresses did not answer."""

    positions: tuple[Position, ...] = ()
    panne: bool = False


def chercher_position(porte: Porte, recherche: str, *, adresses: bool) -> Recherche:
    """Return what the words find, partners first (4 queries at most); nothing under two letters.

    `adresses`: the operator's own service of addresses is asked too, where there is one; never for a secret place.
    """
    if len(recherche.strip()) < 2:
        return Recherche()
    connues = (*_partenaires(porte, recherche), *_communes(recherche), *_etablissements(recherche))
    if not adresses or not geocodeur_regle():
        return Recherche(connues)
    try:
        trouvees = geocodeur().chercher(AdresseCherchee("lieu", recherche, "", porte.jeune.commune_id or ""))
    except GeocodeurIndisponible:
        return Recherche(connues, panne=True)
    au_numero = (Position(une.libelle, "adresse", une.lon, une.lat) for une in trouvees[:MAXIMUM])
    return Recherche((*connues, *au_numero))


def _partenaires(porte: Porte, recherche: str) -> list[Position]:
    if porte.dispositif_id is None:
        return []
    trouves = [un for un in partenaires_du_dispositif(porte.dispositif_id) if contient_les_mots(un.nom, recherche)]
    return [position for un in trouves[:MAXIMUM] if (position := _partenaire(un)) is not None]


def _partenaire(un: Any) -> Position | None:
    if un.lon is not None and un.lat is not None:
        return Position(un.nom, un.commune.nom if un.commune else "", un.lon, un.lat)
    if un.commune is None or un.commune.lon is None or un.commune.lat is None:
        return None
    return Position(un.nom, f"{un.commune.nom}, {AU_CENTRE}", un.commune.lon, un.commune.lat)


def _communes(recherche: str) -> list[Position]:
    trouvees = rechercher_communes(recherche, limite=MAXIMUM)
    return [
        Position(f"{un.nom} ({un.departement})", AU_CENTRE, un.lon, un.lat)
        for un in trouvees
        if un.lon is not None and un.lat is not None
    ]


def _etablissements(recherche: str) -> list[Position]:
    return [
        Position(un.nom, un.commune.nom if un.commune else "", un.lon, un.lat)
        for un in chercher_etablissements(recherche, maximum=MAXIMUM)
        if un.lon is not None and un.lat is not None
    ]


def pays_a_toucher(porte: Porte, lieu: Lieu) -> dict[str, Any]:
    """Return what the map to touch draws from our own files: the département of the young person, its towns, where to open, the point known."""
    commune = commune_par_code(porte.jeune.commune_id) if porte.jeune.commune_id else None
    villes = communes_du_departement(commune.departement) if commune else None
    grandes = (
        villes.filter(lon__isnull=False, lat__isnull=False).order_by("-population", "pk")[:VILLES] if villes else ()
    )
    au_centre = commune is not None and commune.lon is not None and commune.lat is not None
    return {
        "contours": {"type": "FeatureCollection", "features": fond_du_pays(porte)},
        "villes": [{"nom": une.nom, "lon": une.lon, "lat": une.lat} for une in grandes],
        "centre": [commune.lon, commune.lat] if commune and au_centre else MILIEU,
        "position": [lieu.lon, lieu.lat] if lieu.sur_la_carte else None,
    }


def fond_du_pays(porte: Porte) -> list[dict[str, Any]]:
    """Return the outlines of the département of the young person: a map without tiles still says where it is (2 queries)."""
    commune = commune_par_code(porte.jeune.commune_id) if porte.jeune.commune_id else None
    features: list[dict[str, Any]] = contours("DEPARTEMENT", {commune.departement})["features"] if commune else []
    return features


MILIEU = (2.45, 46.6)
