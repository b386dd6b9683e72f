"""The places that have a position, for the map-and-table component: one point each, the feeling said in words, never a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from maillage.carte_de_vie.domain.carte import Lieu
from maillage.carte_de_vie.domain.vocabulaire import LIBELLES_GENRES
from maillage.socle.domain.typographie import ecrire_compte

CLASSE = 4


def carte_du_pays(lieux: Iterable[Lieu], adresses: Mapping[str, str], fond: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what composant carte_table draws, over the outlines of `fond`."""
    poses = list(lieux)
    nombre = ecrire_compte(len(poses), "lieu a une position", "lieux ont une position")
    return {
        "id": "carte-de-vie",
        "titre": "Les lieux qui ont une position",
        "resume": f"{nombre}.",
        "geojson": {
            "type": "FeatureCollection",
            "features": [*fond, *(_point(lieu, adresses[lieu.cle]) for lieu in poses)],
        },
        "legende": [{"classe": CLASSE, "libelle": "Un lieu", "compte": len(poses)}],
        "colonnes": ["Lieu", "Image", "Ressenti"],
        "lignes": [
            {
                "libelle": lieu.nom,
                "url": adresses[lieu.cle],
                "valeurs": [LIBELLES_GENRES[lieu.genre], lieu.ressenti.mot if lieu.ressenti else "–"],
            }
            for lieu in poses
        ],
        "mots": True,
        "source": "la carte de vie ; contours : IGN, Admin Express",
    }


def _point(lieu: Lieu, adresse: str) -> dict[str, Any]:
    texte = lieu.ressenti.mot if lieu.ressenti else ""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lieu.lon, lieu.lat]},
        "properties": {"nom": lieu.nom, "classe": CLASSE, "url": adresse, "texte": texte},
    }
