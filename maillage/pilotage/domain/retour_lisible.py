"""What the authority reads of the return of one dispositif: headline measures, small counts of persons masked (R42, contract section 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from maillage.pilotage.domain.publics import SEUILS, Public

SEUIL = SEUILS[Public.RESTREINT]
MASQUE = "masqué"
PERSONNES = (
    "file_active.stricte",
    "file_active.elargie",
    "flux.presents_fin",
    "flux.entrees",
    "flux.sorties",
    "multi_modalite.jeunes",
    "unites.jeunes_complexes",
    "creton.jeunes",
)
ACTIVITE = ("journees", "nuitees", "seances", "actes", "unites.total", "appui_ressource.heures")
TAUX_DE_PERSONNES = {
    "multi_modalite.taux": ("multi_modalite.jeunes", "file_active.stricte"),
    "scolarite.taux_ordinaire": ("scolarite.ordinaire", "scolarite.renseignes"),
    "creton.taux": ("creton.jeunes", "creton.presents"),
}
"""Rate → (numerator, denominator): masked with either of them."""
AUTRES = ("occupation.AJ.taux", "occupation.AN.taux", "places.total", "semaines_ouvertes")
CHEMINS = (*PERSONNES, *ACTIVITE, *TAUX_DE_PERSONNES, *AUTRES)
"""Every figure that may be read, in the order of the page."""
EMBOITEES = {"file_active.elargie": "file_active.stricte"}
"""A count that holds another: their difference is a count of persons too."""


def mesures_lisibles(mesures: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield (path, value) of the measures that may be read, MASQUE in place of a small count; paths absent from the result are left out."""

    def lire(chemin: str) -> Any:
        return _lire(mesures, chemin)

    for chemin in CHEMINS:
        valeur = lire(chemin)
        if valeur is not None:
            yield chemin, MASQUE if _est_masque(chemin, lire) else valeur


def _est_masque(chemin: str, lire: Callable[[str], Any]) -> bool:
    if chemin in TAUX_DE_PERSONNES:
        numerateur, denominateur = (lire(terme) or 0 for terme in TAUX_DE_PERSONNES[chemin])
        return _est_petit(numerateur) or denominateur < SEUIL
    if chemin not in PERSONNES:
        return False
    contenu = EMBOITEES.get(chemin)
    return _est_petit(lire(chemin)) or (contenu is not None and _est_petit(lire(chemin) - (lire(contenu) or 0)))


def _est_petit(nombre: int) -> bool:
    return 0 < nombre < SEUIL


def _lire(mesures: Mapping[str, Any], chemin: str) -> Any:
    valeur: Any = mesures
    for cle in chemin.split("."):
        valeur = valeur.get(cle) if isinstance(valeur, Mapping) else None
    return valeur
