"""Sectors drawn: one point by commune or school, a colour by dispositif, conflicts apart, communes without an answer hollow."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from maillage.cartographie.models import Secteur
from maillage.socle.domain.typographie import ecrire_compte, ecrire_date_annee
from maillage.structures.referentiels import libelle_public
from maillage.territoire import selectors as territoire

CLASSES = (2, 4, 3, 1)
CONFLIT, SANS_REPONSE = 5, 0
COUCHES_MAX = 12
"""Above, the boxes of the map would hide it."""


def carte_secteurs(
    secteurs: Sequence[Secteur], conflits: Collection[int], trous: Sequence[Any], le: dt.date
) -> dict[str, Any]:
    """`trous`: the communes that nobody answers for, when a public and a département were chosen."""
    dispositifs = {s.dispositif_id: str(s.dispositif) for s in secteurs}
    rangs = {cle: rang for rang, cle in enumerate(sorted(dispositifs, key=lambda cle: dispositifs[cle]))}
    comptes = Counter(s.dispositif_id for s in secteurs)
    en_conflit = sum(s.pk in conflits for s in secteurs)
    points = [point for s in secteurs if (point := _secteur(s, rangs, s.pk in conflits)) is not None]
    points += [_vide(commune) for commune in trous if commune.lon is not None]
    departements = {_commune(s).departement for s in secteurs} | {commune.departement for commune in trous}
    fonds = [
        {**fond, "properties": {**fond["properties"], "classe": 0, "fond": True}}
        for fond in territoire.contours("DEPARTEMENT", departements)["features"]
    ]
    couches = [
        {"code": f"d{rangs[cle]}", "libelle": dispositifs[cle], "compte": comptes[cle]} for cle in rangs
    ][:COUCHES_MAX]  # fmt: skip
    return {
        "id": "secteurs",
        "titre": "Les secteurs sur la carte",
        "resume": _resume(len(secteurs), len(dispositifs), en_conflit, len(trous)),
        "geojson": {"type": "FeatureCollection", "features": [*fonds, *points]},
        "couches": couches if len(rangs) <= COUCHES_MAX else [],
        "legende": [
            *({"classe": _classe(rangs[cle]), "libelle": dispositifs[cle], "compte": comptes[cle]} for cle in list(rangs)[:COUCHES_MAX]),
            {"classe": CONFLIT, "libelle": "en conflit", "compte": en_conflit},
            {"classe": SANS_REPONSE, "libelle": "sans réponse", "compte": len(trous)},
        ],
        "colonnes": ("Lieu", "Public", "Dispositif", "Depuis", "État"),
        "mots": True,
        "nombre": len(secteurs) + len(trous),
        "lignes": [_ligne(s, s.pk in conflits, f"d{rangs[s.dispositif_id]}") for s in secteurs] + [
            {"libelle": str(c), "url": "", "valeurs": ("–", "personne", "–", "sans réponse")} for c in trous
        ],
        "source": "secteurs déclarés dans Maillage ; contours IGN, Licence Ouverte",
        "date": f"au {ecrire_date_annee(le)}",
    }  # fmt: skip


def _resume(lieux: int, dispositifs: int, conflits: int, trous: int) -> str:
    tenus = f"{ecrire_compte(lieux, 'lieu tenu', 'lieux tenus')} par {ecrire_compte(dispositifs, 'dispositif')}"
    disputes = ecrire_compte(conflits, "ligne en conflit", "lignes en conflit")
    return f"{tenus}, {disputes}, {ecrire_compte(trous, 'commune sans réponse', 'communes sans réponse')}."


def _classe(rang: int) -> int:
    return CLASSES[rang % len(CLASSES)]


def _commune(secteur: Secteur) -> Any:
    return secteur.commune or (secteur.ecole.commune if secteur.ecole else None)


def _secteur(secteur: Secteur, rangs: dict[int, int], conflit: bool) -> dict[str, Any] | None:
    lieu: Any = secteur.ecole or secteur.commune
    if lieu is None or lieu.lon is None:
        return None
    rang = rangs[secteur.dispositif_id]
    proprietes = {
        "nom": str(lieu),
        "classe": CONFLIT if conflit else _classe(rang),
        "texte": f"{secteur.dispositif}, {libelle_public(secteur.public).lower()}{', en conflit' if conflit else ''}",
        "couche": f"d{rang}",
    }
    return _point(f"s{secteur.pk}", lieu, proprietes)


def _vide(commune: Any) -> dict[str, Any]:
    return _point(commune.pk, commune, {"nom": str(commune), "classe": SANS_REPONSE, "texte": "sans réponse"})


def _point(cle: str, lieu: Any, proprietes: dict[str, Any]) -> dict[str, Any]:
    geometrie = {"type": "Point", "coordinates": [lieu.lon, lieu.lat]}
    return {"type": "Feature", "id": cle, "properties": proprietes, "geometry": geometrie}


def _ligne(secteur: Secteur, conflit: bool, couche: str) -> dict[str, Any]:
    return {
        "couche": couche,
        "libelle": str(secteur.ecole or secteur.commune),
        "url": "",
        "valeurs": (
            libelle_public(secteur.public),
            str(secteur.dispositif),
            ecrire_date_annee(secteur.debut),
            "conflit" if conflit else "en cours",
        ),
    }
