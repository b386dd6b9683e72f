"""The maps of the offer, as the map-and-table component takes them: the same rows drawn and listed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.urls import reverse

from maillage.cartographie.presentation.commun import INCONNU, fonds_de, point_de
from maillage.cartographie.selectors.offre import CompteOffre, FiltresOffre, LigneOffre
from maillage.socle.domain.typographie import ecrire_compte, ecrire_date_annee, ecrire_nombre
from maillage.territoire.cartes import Mesure, carte_des_departements
from maillage.territoire.domain.classes import classer
from maillage.territoire.domain.positions import defaut_de
from maillage.territoire.sources import noms_des_departements

SOURCE_OFFRE = "registre FINESS ; contours IGN, Licence Ouverte"


def carte_offre_par_departement(
    filtres: FiltresOffre,
    comptes: Mapping[str, CompteOffre],
    avant: Mapping[str, CompteOffre],
    url: Callable[[str], str],
) -> dict[str, Any]:
    """Places by département, with the other date beside when one is asked."""
    colonnes: tuple[str, ...] = ("Places", "Établissements", "Dont places en dispositif intégré")
    valeurs: dict[str, tuple[int, ...]] = {
        code: (c.places, c.etablissements, c.places_di) for code, c in comptes.items() if code
    }
    if filtres.compare:
        colonnes += (f"Places au {ecrire_date_annee(filtres.compare)}", "Écart de places")
        codes = {*valeurs, *(code for code in avant if code)}
        valeurs = {
            code: (
                *valeurs.get(code, (0, 0, 0)),
                avant.get(code, CompteOffre()).places,
                comptes.get(code, CompteOffre()).places - avant.get(code, CompteOffre()).places,
            )
            for code in codes
        }
    mesure = Mesure("offre", "Places autorisées par département", "place", colonnes, SOURCE_OFFRE)
    carte = carte_des_departements(mesure, valeurs, url)
    return {**carte, "date": f"offre au {ecrire_date_annee(filtres.le)}"}


def carte_offre_en_points(filtres: FiltresOffre, lignes: Sequence[LigneOffre], adresse: str) -> dict[str, Any]:
    """One point per establishment of a département, over its outline; those without a sound position stay in the table."""
    numeros, classes = classer([ligne.places or 0 for ligne in lignes])
    points = [
        point_de(ligne.pk, (ligne.lon, ligne.lat), {
            "nom": ligne.nom,
            "classe": classe,
            "texte": _places(ligne),
            "url": reverse("structures:etablissement", args=[ligne.pk]),
            "couche": "di" if ligne.dispositifs else "hors",
        })
        for ligne, classe in zip(lignes, numeros, strict=True)
        if ligne.lon is not None and ligne.lat is not None and defaut_de(ligne.lon, ligne.lat) is None
    ]  # fmt: skip
    places = sum(ligne.places or 0 for ligne in lignes)
    en_di = sum(bool(ligne.dispositifs) for ligne in lignes)
    nom = noms_des_departements().get(filtres.departement, filtres.departement)
    return {
        "id": "offre",
        "titre": f"Établissements et services : {nom}",
        "resume": f"{ecrire_compte(len(lignes), 'établissement ou service', 'établissements et services')}, "
        f"{ecrire_compte(places, 'place autorisée', 'places autorisées')}.",
        "geojson": {"type": "FeatureCollection", "features": [*fonds_de(departements={filtres.departement}), *points]},
        "url_geojson": adresse,
        "couches": [
            {"code": "di", "libelle": "en dispositif intégré", "compte": en_di},
            {"code": "hors", "libelle": "hors dispositif intégré", "compte": len(lignes) - en_di},
        ],
        "regrouper": True,
        "legende": [
            {"classe": classe.numero, "libelle": _bornes(classe.bas, classe.haut), "compte": classe.compte}
            for classe in classes
        ],
        "colonnes": ("Établissement ou service", "Places", "Catégorie", "Commune", "Modalités", "Publics", "Dispositif intégré", "Source"),
        "mots": True,
        "lignes": [_ligne_offre(ligne) for ligne in lignes],
        "source": source_des(lignes),
        "date": f"offre au {ecrire_date_annee(filtres.le)}",
    }  # fmt: skip


def _places(ligne: LigneOffre) -> str:
    if ligne.places is None:
        return "capacité non dite par FINESS"
    suite = f", {ecrire_compte(ligne.inconnues, 'ligne sans nombre', 'lignes sans nombre')}" if ligne.inconnues else ""
    return f"{ecrire_compte(ligne.places, 'place')}{suite}"


def source_de(ligne: LigneOffre) -> str:
    """The dated source of the figures of an establishment."""
    return (
        f"FINESS au {ecrire_date_annee(ligne.situation_le)}"
        if ligne.situation_le
        else "saisie ici, sans date de fichier"
    )


def source_des(lignes: Collection[LigneOffre]) -> str:
    """The dated sources of a whole map: the days of the files, oldest and newest."""
    jours = sorted({ligne.situation_le for ligne in lignes if ligne.situation_le})
    dits = " au ".join(ecrire_date_annee(jour) for jour in dict.fromkeys((jours[0], jours[-1]))) if jours else ""
    return f"registre FINESS{f', fichiers du {dits}' if dits else ''} ; contours IGN, Licence Ouverte"


def _ligne_offre(ligne: LigneOffre) -> dict[str, Any]:
    return {
        "libelle": ligne.nom,
        "couche": "di" if ligne.dispositifs else "hors",
        "url": reverse("structures:etablissement", args=[ligne.pk]),
        "valeurs": (
            INCONNU if ligne.places is None else ligne.places,
            ligne.sigle,
            ligne.commune or INCONNU,
            ", ".join(ligne.modalites) or INCONNU,
            ligne.libelles_publics,
            ", ".join(nom for _, nom, _ in ligne.dispositifs) or "non",
            source_de(ligne),
        ),
    }


def _bornes(bas: int, haut: int) -> str:
    return ecrire_compte(bas, "place") if bas == haut else f"de {ecrire_nombre(bas)} à {ecrire_compte(haut, 'place')}"
