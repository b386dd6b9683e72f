"""The list of establishments as CSV and XLSX."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from maillage.socle.tabulaire.ecriture import Cellule, en_csv, en_xlsx
from maillage.structures.models import Etablissement
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


def _csv(etablissements: Iterable[Etablissement]) -> bytes:
    return en_csv(COLONNES, map(_ligne, etablissements))


def _xlsx(etablissements: Iterable[Etablissement]) -> bytes:
    return en_xlsx("Établissements", COLONNES, map(_ligne, etablissements))


EXPORTS: dict[str, tuple[Callable[[Iterable[Etablissement]], bytes], str]] = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "xlsx": (_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


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
