"""The directory of partners as a map with its table, as spreadsheets, and as a GeoJSON of what is public (uMap reads it)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.tableur import Feuille
from maillage.structures.selectors.partenaires import LigneAnnuairePartenaire
from maillage.territoire.selectors import contours

COLONNES = (
    "Nom",
    "Nature",
    "UAI",
    "Code commune",
    "Commune",
    "Adresse",
    "Téléphone",
    "Courriel",
    "Étiquettes",
    "Longitude",
    "Latitude",
)
PRECISE, AU_CENTRE = 4, 2
COULEURS_UMAP = ("#1F4E79", "#1B6E4B", "#8A5A00", "#7A55A3", "#A3212B", "#2F75B5", "#495263")


def carte_des_partenaires(lignes: Sequence[LigneAnnuairePartenaire], departement: str) -> dict[str, Any]:
    """Return what composant carte_table draws; who has no position is in the table alone."""
    poses = [ligne for ligne in lignes if ligne.lon is not None]
    lus = contours("DEPARTEMENT", {departement})["features"] if departement else []
    fond = [{**trait, "properties": {**trait["properties"], "classe": 0, "fond": True}} for trait in lus]
    natures = Counter((ligne.partenaire.type, ligne.partenaire.get_type_display()) for ligne in lignes)
    precises = sum(ligne.precise for ligne in poses)
    resume = f"{ecrire_compte(len(poses), 'partenaire placé', 'partenaires placés')} sur {len(lignes)}."
    return {
        "id": "carte-partenaires",
        "titre": "Où sont les partenaires",
        "resume": resume,
        "geojson": {"type": "FeatureCollection", "features": [*fond, *(_point(ligne) for ligne in poses)]},
        "couches": [
            {"code": code, "libelle": libelle, "compte": nombre} for (code, libelle), nombre in sorted(natures.items())
        ],
        "legende": [
            {"classe": PRECISE, "libelle": "À son adresse", "compte": precises},
            {"classe": AU_CENTRE, "libelle": "Au centre de sa commune", "compte": len(poses) - precises},
        ],
        "colonnes": ["Partenaire", "Nature", "Commune"],
        "lignes": [
            {
                "libelle": ligne.partenaire.nom,
                "couche": ligne.partenaire.type,
                "valeurs": [ligne.partenaire.get_type_display(), ligne.commune or "inconnue"],
            }
            for ligne in lignes
        ],
        "mots": True,
        "source": "annuaire du dispositif ; communes et contours IGN, Licence Ouverte",
        "regrouper": True,
    }


def feuille_des_partenaires(lignes: Iterable[LigneAnnuairePartenaire]) -> Feuille:
    """One row per partner, headed as the import reads it."""
    return Feuille("Partenaires", COLONNES, [_ligne(ligne) for ligne in lignes])


def geojson_public(lignes: Iterable[LigneAnnuairePartenaire]) -> dict[str, Any]:
    """Return the points with what anyone may know: name, kind, commune, address; neither contacts nor words of the dispositif."""
    return {"type": "FeatureCollection", "features": [_public(ligne) for ligne in lignes if ligne.lon is not None]}


def umap_public(lignes: Sequence[LigneAnnuairePartenaire], nom: str) -> dict[str, Any]:
    """Return the same points as a whole uMap, one layer a kind, which « Importer » of uMap opens as it is."""
    poses = [ligne for ligne in lignes if ligne.lon is not None and ligne.lat is not None]
    natures = dict(sorted({ligne.partenaire.type: ligne.partenaire.get_type_display() for ligne in poses}.items()))
    return {
        "type": "umap",
        "properties": {"name": f"Partenaires : {nom}", "description": "Annuaire public des partenaires", "zoom": 9},
        "geometry": {"type": "Point", "coordinates": _milieu(poses)},
        "layers": [
            {
                "type": "FeatureCollection",
                "features": [_public(ligne) for ligne in poses if ligne.partenaire.type == nature],
                "_umap_options": {
                    "name": libelle,
                    "displayOnLoad": True,
                    "browsable": True,
                    "color": COULEURS_UMAP[rang % len(COULEURS_UMAP)],
                },
            }
            for rang, (nature, libelle) in enumerate(natures.items())
        ],
    }


def _milieu(poses: Sequence[LigneAnnuairePartenaire]) -> list[float]:
    if not poses:
        return [2.45, 46.6]
    lons, lats = [float(un.lon or 0) for un in poses], [float(un.lat or 0) for un in poses]
    return [round((min(valeurs) + max(valeurs)) / 2, 5) for valeurs in (lons, lats)]


def _public(ligne: LigneAnnuairePartenaire) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [ligne.lon, ligne.lat]},
        "properties": {
            "name": ligne.partenaire.nom,
            "nature": ligne.partenaire.get_type_display(),
            "commune": ligne.commune,
            "adresse": ligne.partenaire.adresse,
            "uai": ligne.partenaire.uai,
            "precision": "adresse" if ligne.precise else "centre de la commune",
        },
    }


def _point(ligne: LigneAnnuairePartenaire) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [ligne.lon, ligne.lat]},
        "properties": {
            "nom": ligne.partenaire.nom,
            "classe": PRECISE if ligne.precise else AU_CENTRE,
            "texte": ligne.partenaire.get_type_display(),
            "couche": ligne.partenaire.type,
        },
    }


def _ligne(ligne: LigneAnnuairePartenaire) -> list[str | float | None]:
    un = ligne.partenaire
    lon, lat = (ligne.lon, ligne.lat) if ligne.precise else (None, None)
    code = un.commune_id or ""
    mots = ", ".join(ligne.etiquettes)
    return [
        un.nom,
        un.get_type_display(),
        un.uai,
        code,
        ligne.commune,
        un.adresse,
        un.telephone,
        un.courriel,
        mots,
        lon,
        lat,
    ]
