"""Who is able to answer around a place, as the map-and-table component takes it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from maillage.cartographie.calculs.reponse import Reponse
from maillage.cartographie.presentation.commun import INCONNU, dire_les_temps, fonds_de, point_de
from maillage.cartographie.presentation.offre import SOURCE_OFFRE, source_de
from maillage.cartographie.selectors.secteurs import Capable
from maillage.socle.domain.typographie import ecrire_compte, ecrire_nombre

COLONNES = (
    "Établissement ou service", "Minutes", "Km", "Trajet depuis", "Commune", "Modalités", "Places", "Dispositif intégré",
    "Téléphone", "Source",
)  # fmt: skip


def carte_reponse(reponse: Reponse) -> dict[str, Any]:
    """Who is able to answer around a place: the establishments, and the commune asked about, never an address."""
    commune, capables = reponse.lieu.commune, reponse.capables
    ici = point_de(
        "ici", (commune.lon, commune.lat), {"nom": f"{commune.nom}, la commune demandée", "classe": 5, "texte": ""}
    )
    points = [
        point_de(capable.ligne.pk, (capable.ligne.lon, capable.ligne.lat), {
            "nom": capable.ligne.nom,
            "classe": 2,
            "texte": _temps(capable),
            "url": reverse("structures:etablissement", args=[capable.ligne.pk]),
        })
        for capable in capables
    ]  # fmt: skip
    departements = {commune.departement, *(capable.ligne.departement for capable in capables)}
    return {
        "id": "reponse",
        "titre": "Ceux qui peuvent répondre",
        "resume": f"{ecrire_compte(len(capables), 'établissement autorisé', 'établissements autorisés')} pour ce public, le plus proche d'abord.",
        "geojson": {"type": "FeatureCollection", "features": [*fonds_de(departements=departements), *points, ici]},
        "legende": [
            {"classe": 5, "libelle": f"{commune.nom}, la commune demandée", "compte": None},
            {"classe": 2, "libelle": "établissement capable de répondre", "compte": len(capables)},
        ],
        "colonnes": COLONNES,
        "mots": True,
        "lignes": [_ligne_capable(capable) for capable in capables],
        "source": SOURCE_OFFRE,
        "date": dire_les_temps(reponse.provenance).removesuffix(".").lower(),
    }  # fmt: skip


def _ligne_capable(capable: Capable) -> dict[str, Any]:
    ligne = capable.ligne
    return {
        "libelle": ligne.nom,
        "url": reverse("structures:etablissement", args=[ligne.pk]),
        "valeurs": (
            INCONNU if capable.minutes is None else capable.minutes,
            INCONNU if capable.km is None else capable.km,
            depuis_dit(capable),
            ligne.commune or INCONNU,
            ", ".join(ligne.modalites) or INCONNU,
            INCONNU if ligne.places is None else ligne.places,
            ", ".join(nom for _, nom, _ in ligne.dispositifs) or "non",
            ligne.telephone or INCONNU,
            source_de(ligne),
        ),
    }


def depuis_dit(capable: Capable) -> str:
    """From where the way was measured; a service that goes to people and whose departures nobody said is told so."""
    if capable.minutes is None:
        return INCONNU
    if capable.depuis:
        return f"{capable.depuis}, départ des professionnels"
    return "ses murs (départs non dits)" if capable.faute_de_depart else "ses murs"


def _temps(capable: Capable) -> str:
    return "temps inconnu" if capable.minutes is None else f"{ecrire_nombre(capable.minutes)} min"
