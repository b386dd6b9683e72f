"""Writes of places: communes and outlines are reference data, replaced as a whole from packaged files."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser
from maillage.territoire.contours_communes import charger_contours_des_communes
from maillage.territoire.domain.noms import nom_de_recherche
from maillage.territoire.models import AncienneCommune, Commune, Contour, NiveauContour
from maillage.territoire.sources import LigneCommune, lire_communes, noms_des_regions, points

DOSSIER_CONTOURS = Path(__file__).parent / "donnees"
FICHIERS_CONTOURS = {
    NiveauContour.REGION: "regions.jsonl",
    NiveauContour.DEPARTEMENT: "departements.jsonl",
    NiveauContour.EPCI: "epci.jsonl",
}
CHAMPS_COMMUNE = (
    "nom",
    "nom_recherche",
    "departement",
    "region",
    "epci_code",
    "epci_nom",
    "population",
    "lon",
    "lat",
)
TAILLE_LOT = 1000


@dataclass(frozen=True)
class CompteTerritoire:
    """What a loading did: numbers of communes, former codes, outlines."""

    communes: int
    anciennes: int
    contours: int


@transaction.atomic
def charger_communes(acteur: Acteur, *, regions: Collection[str] = ()) -> CompteTerritoire:
    """Load the communes of these régions (codes, for instance "76"; none: all of France), their former codes and the outlines.

    Twice gives the same; communes that the package no longer has stay, since establishments may refer to them.
    """
    if not acteur.peut("territoire", Acces.ECRITURE):
        raise PermissionDenied("Votre rôle ne permet pas de charger le territoire.")
    inconnues = set(regions) - noms_des_regions().keys()
    if inconnues:
        raise ValidationError({"regions": f"Régions inconnues : {', '.join(sorted(inconnues))}."})
    lignes, anciennes = lire_communes(regions)
    communes = [_commune(ligne, point) for ligne, point in zip(lignes, points(lignes), strict=True)]
    Commune.objects.bulk_create(
        communes, TAILLE_LOT, update_conflicts=True, unique_fields=["code"], update_fields=CHAMPS_COMMUNE
    )
    AncienneCommune.objects.bulk_create(
        [AncienneCommune(code=ligne.code, nom=ligne.nom, commune_id=ligne.commune) for ligne in anciennes],
        TAILLE_LOT,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["nom", "commune"],
    )
    contours = _charger_contours(regions, communes) + charger_contours_des_communes(lignes)
    journaliser(
        acteur,
        "territoire.charger_communes",
        details={"regions": sorted(regions), "communes": len(communes), "contours": contours},
    )
    return CompteTerritoire(len(communes), len(anciennes), contours)


def _commune(ligne: LigneCommune, point: tuple[float, float] | None) -> Commune:
    return Commune(
        code=ligne.code,
        nom=ligne.nom,
        nom_recherche=nom_de_recherche(ligne.nom),
        departement=ligne.departement,
        region=ligne.region,
        epci_code=ligne.epci_code,
        epci_nom=ligne.epci_nom,
        population=ligne.population,
        lon=point[0] if point else None,
        lat=point[1] if point else None,
    )


def _charger_contours(regions: Collection[str], communes: list[Commune]) -> int:
    """Replace the outlines of the loaded places by the shipped ones."""
    codes = {
        NiveauContour.REGION: set(regions) or {commune.region for commune in communes},
        NiveauContour.DEPARTEMENT: {commune.departement for commune in communes},
        NiveauContour.EPCI: {commune.epci_code for commune in communes},
    }
    lignes = [
        contour
        for niveau, fichier in FICHIERS_CONTOURS.items()
        for contour in _lire_contours(niveau, DOSSIER_CONTOURS / fichier)
        if contour.code in codes[niveau]
    ]
    Contour.objects.bulk_create(
        lignes,
        TAILLE_LOT,
        update_conflicts=True,
        unique_fields=["niveau", "code"],
        update_fields=["nom", "geojson", "source"],
    )
    return len(lignes)


def _lire_contours(niveau: NiveauContour, chemin: Path) -> list[Contour]:
    """Read one shipped file: a first line with the source, then one outline per line (`code`, `nom`, `geometry`)."""
    entete, *lignes = chemin.read_text("utf-8").splitlines()
    source = json.loads(entete)["source"]
    elements = (json.loads(ligne) for ligne in lignes)
    return [
        Contour(
            niveau=niveau,
            code=element["code"],
            nom=element["nom"],
            geojson=json.dumps(element["geometry"], separators=(",", ":")),
            source=source,
        )
        for element in elements
    ]
