"""Looking for where a place is, by its name: communes, partners of the dispositif, public register. Nothing leaves the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillage.carte_de_vie.selectors.acces import Porte
from maillage.socle.domain.texte import contient_les_mots
from maillage.structures.selectors.dispositifs import partenaires_du_dispositif
from maillage.structures.selectors.recherche import chercher_etablissements
from maillage.territoire.selectors import centres, commune_par_code, contours, rechercher_communes

MAXIMUM = 6
AU_CENTRE = "au centre de la commune"


@dataclass(frozen=True)
class Position:
    """A place found; `precision` says what the point really is."""

    nom: str
    precision: str
    lon: float
    lat: float


def chercher_position(porte: Porte, recherche: str) -> list[Position]:
    """Return what the words find, partners first (4 queries at most); nothing under two letters."""
    if len(recherche.strip()) < 2:
        return []
    return [*_partenaires(porte, recherche), *_communes(recherche), *_etablissements(recherche)]


def _partenaires(porte: Porte, recherche: str) -> list[Position]:
    if porte.dispositif_id is None:
        return []
    trouves = [un for un in partenaires_du_dispositif(porte.dispositif_id) if contient_les_mots(un.nom, recherche)]
    return [
        Position(un.nom, f"{un.commune.nom}, {AU_CENTRE}", un.commune.lon, un.commune.lat)
        for un in trouves[:MAXIMUM]
        if un.commune and un.commune.lon is not None and un.commune.lat is not None
    ]


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


def centre_de_la_carte(porte: Porte) -> tuple[float, float]:
    """Return where an empty map opens: the commune of the young person, else the middle of the country."""
    code = porte.jeune.commune_id
    return centres([code]).get(code, MILIEU) if code else MILIEU


def fond_du_pays(porte: Porte) -> list[dict[str, Any]]:
    """Return the outlines of the département of the young person: a map without tiles still says where it is (2 queries)."""
    commune = commune_par_code(porte.jeune.commune_id) if porte.jeune.commune_id else None
    features: list[dict[str, Any]] = contours("DEPARTEMENT", {commune.departement})["features"] if commune else []
    return features


MILIEU = (2.45, 46.6)
