"""The travel-time providers that this installation offers, by name. The one that is asked answers, or says that it cannot: no other replaces it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from maillage.cartographie.commandes.temps import ACCROCHE_MAX, SERVICES
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.fournisseurs import Fournisseur, FournisseurIndisponibleError
from maillage.cartographie.fournisseurs.estimation import Estimation
from maillage.cartographie.fournisseurs.matrice import MESURES, Matrice
from maillage.cartographie.fournisseurs.service import Service, lire_adresse
from maillage.cartographie.lecture.temps import UNIVERSELLES, lire_temps

ESTIMATION, MATRICE = "estimation", "matrice"
LIBELLES = {
    "osrm": "Moteur d'itinéraire OSRM",
    "valhalla": "Moteur d'itinéraire Valhalla",
    MATRICE: "Temps fournis par l'exploitant (fichier)",
    ESTIMATION: "Estimation, sans moteur d'itinéraire",
}


def fournisseurs_offerts() -> dict[str, str]:
    """Return the labels of the providers set by the operator, engines first; the estimation is always offered, always named so."""
    return {nom: libelle for nom, libelle in LIBELLES.items() if nom == ESTIMATION or settings.TEMPS_DE_TRAJET.get(nom)}


def fournisseur(nom: str, *, secondes: float) -> Fournisseur:
    """Return a provider that has that long to answer. Raises FournisseurIndisponibleError when it is not set, or its file cannot be read."""
    if nom == ESTIMATION:
        return Estimation()
    lieu = settings.TEMPS_DE_TRAJET.get(nom)
    if not lieu:
        raise FournisseurIndisponibleError(f"« {LIBELLES.get(nom, nom)} » n'est pas réglé dans cette installation")
    if nom == MATRICE:
        return _matrice(Path(lieu))
    try:
        adresse = lire_adresse(lieu)
    except ValueError as erreur:
        raise FournisseurIndisponibleError(str(erreur)) from None
    return SERVICES[nom](Service(adresse, Echeance(secondes)), ACCROCHE_MAX)


def _matrice(chemin: Path) -> Fournisseur:
    fichier, problemes = lire_temps(chemin, UNIVERSELLES, mesures=MESURES)
    if problemes:
        raise FournisseurIndisponibleError(f"fichier de temps refusé ({problemes[0]})")
    return Matrice(fichier)
