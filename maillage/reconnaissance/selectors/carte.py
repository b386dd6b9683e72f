"""The territory of a dispositif as a map and its table: communes that it covers, establishments attached."""

from __future__ import annotations

import datetime as dt
from typing import Any

from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour_annee
from maillage.structures import selectors as structures
from maillage.territoire import selectors as territoire

COMMUNE, ETABLISSEMENT = 2, 5
"""Classes of the drawing."""


def carte_du_territoire(dispositif: Any, *, le: dt.date) -> dict[str, Any]:
    """Return the context of component `carte_table.html` (3 queries); without any line when nothing is declared."""
    communes = list(dispositif.communes.order_by("nom", "pk").values_list("nom", "lon", "lat", "epci_code"))
    etablissements = [(e.nom, e.lon, e.lat) for e in structures.etablissements_du_dispositif(dispositif.pk, le, le)]
    lieux = [
        *((nom, lon, lat, COMMUNE, "Commune du territoire") for nom, lon, lat, _ in communes),
        *((nom, lon, lat, ETABLISSEMENT, "Établissement ou service") for nom, lon, lat in etablissements),
    ]
    return {
        "id": "territoire",
        "titre": "Le territoire",
        "resume": f"{ecrire_compte(len(communes), 'commune')} du territoire déclaré, "
        f"{ecrire_compte(len(etablissements), 'établissement')} rattachés.",
        "geojson": {
            "type": "FeatureCollection",
            "features": [
                *_fonds({epci for _, _, _, epci in communes if epci}),
                *(_point(*lieu) for lieu in lieux if lieu[1] is not None and lieu[2] is not None),
            ],
        },
        "legende": [
            {"classe": COMMUNE, "libelle": "Commune du territoire", "compte": len(communes)},
            {"classe": ETABLISSEMENT, "libelle": "Établissement ou service", "compte": len(etablissements)},
        ],
        "colonnes": ["Lieu", "Genre"],
        "mots": True,
        "lignes": [{"libelle": nom, "url": "", "valeurs": [genre]} for nom, _, _, _, genre in lieux],
        "source": "Structures de Maillage",
        "date": ecrire_jour_annee(le),
    }


def _fonds(epci: set[str]) -> list[dict[str, Any]]:
    """The outlines of the intercommunalités, under the points."""
    fonds = territoire.contours("EPCI", epci)
    return [{**fond, "properties": {**fond["properties"], "classe": 0}} for fond in fonds["features"]]


def _point(nom: str, lon: float | None, lat: float | None, classe: int, genre: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"nom": nom, "texte": genre, "classe": classe},
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }
