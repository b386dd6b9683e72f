"""The list of establishments, and the report of a file read, as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.socle.tableur import Cellule, Feuille
from maillage.structures.models import Etablissement, LotFiness
from maillage.structures.presentation import libelle_categorie, sigle_categorie

COLONNES = (
    "FINESS",
    "UAI",
    "SIRET",
    "Nom",
    "Catégorie",
    "Libellé de la catégorie",
    "FINESS de l'organisme",
    "Organisme",
    "Adresse",
    "Code postal",
    "Code commune",
    "Commune",
    "Département",
    "Téléphone",
    "Longitude",
    "Latitude",
    "Origine de la position",
    "Ouvert le",
    "Fermé le",
)


def feuille_des_etablissements(etablissements: Iterable[Etablissement]) -> Feuille:
    """One row per establishment, in the order shown."""
    return Feuille("Établissements", COLONNES, [_ligne(etablissement) for etablissement in etablissements])


def _ligne(etablissement: Etablissement) -> list[Cellule]:
    organisme, commune = etablissement.organisme, etablissement.commune
    return [
        etablissement.finess,
        etablissement.uai,
        etablissement.siret,
        etablissement.nom,
        sigle_categorie(etablissement.categorie),
        libelle_categorie(etablissement.categorie),
        organisme.finess if organisme else "",
        organisme.nom if organisme else "",
        etablissement.adresse,
        etablissement.code_postal,
        commune.code if commune else "",
        commune.nom if commune else "",
        commune.departement if commune else "",
        etablissement.telephone,
        etablissement.lon,
        etablissement.lat,
        etablissement.get_position_source_display(),
        etablissement.ouvert_le,
        etablissement.ferme_le,
    ]


COLONNES_RAPPORT = ("Où", "Champ", "Valeur", "Ce qui ne va pas", "Que faire", "Effet")


def feuille_du_rapport(lot: LotFiness) -> Feuille:
    """One row per remark, details of what the pages group."""
    noms = ("emplacement", "champ", "valeur", "message", "remede", "gravite")
    lignes = [[ligne[nom] for nom in noms] for ligne in lot.compte_rendu.get("lignes", ())]
    return Feuille("Rapport", COLONNES_RAPPORT, lignes, notes=(f"Fichier {lot.nom_fichier}.",))
