"""Schools by how many dispositifs answer for them, as the map-and-table component takes them: the map of all, the rows of the page."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from maillage.cartographie.presentation.commun import fonds_de, point_de
from maillage.cartographie.presentation.offre import SOURCE_OFFRE
from maillage.cartographie.selectors.interlocuteurs import EcoleCroisee, FiltresInterlocuteurs
from maillage.socle.domain.typographie import ecrire_compte, ecrire_date_annee
from maillage.structures.referentiels import libelle_public
from maillage.territoire.domain.positions import defaut_de

PERSONNE, UN, PLUSIEURS = "personne", "un", "plusieurs"
LIBELLES = {PERSONNE: "sans responsable", UN: "un responsable", PLUSIEURS: "plusieurs responsables"}
CLASSES = {PERSONNE: 5, UN: 1, PLUSIEURS: 3}
COLONNES = ("École", "Commune", "Élèves", "Responsables", "Qui répond", "Qui intervient", "À regarder")


def carte_des_interlocuteurs(
    ecoles: Sequence[EcoleCroisee], page: Iterable[EcoleCroisee], filtres: FiltresInterlocuteurs, le: dt.date
) -> dict[str, Any]:
    """`ecoles`: all that the filters keep, drawn; `page`: those listed."""
    comptes = Counter(_combien(ligne) for ligne in ecoles)
    points = [
        point_de(ligne.ecole.uai, (ligne.ecole.lon, ligne.ecole.lat), _proprietes(ligne, filtres))
        for ligne in ecoles
        if defaut_de(ligne.ecole.lon, ligne.ecole.lat) is None
    ]
    fonds = fonds_de(departements={filtres.departement})
    return {
        "id": "interlocuteurs",
        "titre": "Combien de responsables par école",
        "resume": f"{ecrire_compte(len(ecoles), 'école')}, dont {ecrire_compte(comptes[PERSONNE], 'sans responsable', 'sans responsable')} "
        f"et {ecrire_compte(comptes[PLUSIEURS], 'avec plusieurs', 'avec plusieurs')}.",
        "geojson": {"type": "FeatureCollection", "features": [*fonds, *points]},
        "couches": [{"code": code, "libelle": libelle, "compte": comptes[code]} for code, libelle in LIBELLES.items()],
        "legende": [
            {"classe": CLASSES[code], "libelle": libelle, "compte": comptes[code]} for code, libelle in LIBELLES.items()
        ],
        "colonnes": COLONNES,
        "mots": True,
        "nombre": len(ecoles),
        "lignes": [_ligne(ligne, filtres) for ligne in page],
        "source": f"annuaire de l'éducation ; secteurs déclarés dans Maillage ; {SOURCE_OFFRE}",
        "date": f"au {ecrire_date_annee(le)}",
    }


def _combien(ligne: EcoleCroisee) -> str:
    nombre = len(ligne.interlocuteurs)
    return PERSONNE if not nombre else UN if nombre == 1 else PLUSIEURS


def _proprietes(ligne: EcoleCroisee, filtres: FiltresInterlocuteurs) -> dict[str, Any]:
    combien = _combien(ligne)
    return {
        "nom": ligne.ecole.nom,
        "classe": CLASSES[combien],
        "texte": _noms(ligne.interlocuteurs) if combien != PERSONNE else LIBELLES[PERSONNE],
        "url": _adresse(ligne, filtres),
        "couche": combien,
    }


def _adresse(ligne: EcoleCroisee, filtres: FiltresInterlocuteurs) -> str:
    """Who answers for this school."""
    return f"{reverse('cartographie:repondre')}?{urlencode({'ecole': ligne.ecole.uai, 'public': filtres.public})}"


def _ligne(ligne: EcoleCroisee, filtres: FiltresInterlocuteurs) -> dict[str, Any]:
    return {
        "libelle": f"{ligne.ecole.nom} ({ligne.ecole.uai})",
        "couche": _combien(ligne),
        "url": _adresse(ligne, filtres),
        "valeurs": (
            ligne.ecole.commune.nom,
            "non dit" if ligne.ecole.eleves is None else ligne.ecole.eleves,
            len(ligne.interlocuteurs),
            _noms(ligne.interlocuteurs) or "personne",
            _noms(ligne.interviennent) or "personne",
            " ; ".join(_a_regarder(ligne)) or "–",
        ),
    }


def _a_regarder(ligne: EcoleCroisee) -> list[str]:
    mots = []
    if ligne.interlocuteurs and ligne.sans_reponse:
        mots.append(ecrire_compte(len(ligne.sans_reponse), "public sans réponse", "publics sans réponse"))
    if ligne.en_conflit:
        mots.append(f"conflit ({', '.join(libelle_public(public) for public in ligne.en_conflit)})")
    if ligne.hors_territoire:
        mots.append("hors territoire")
    if ligne.sans_role:
        mots.append("intervient sans répondre")
    return mots


def _noms(dispositifs: Iterable[tuple[int, str]]) -> str:
    return ", ".join(nom for _, nom in dispositifs)
