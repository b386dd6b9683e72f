"""The map-and-table twin of the state of the conventions: one class a state, the same rows on both sides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from maillage.conventions.documents.region import comptes, resume
from maillage.conventions.domain.etats import EtatConvention
from maillage.conventions.selectors.region import LigneDepartement
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.territoire.selectors import contours

DEPARTEMENT = "DEPARTEMENT"
"""Level of outline of the territory."""
CLASSES: dict[EtatConvention, int] = {
    EtatConvention.EN_VIGUEUR: 5,
    EtatConvention.A_RENOUVELER: 4,
    EtatConvention.SIGNEE: 3,
    EtatConvention.PREPARATION: 2,
    EtatConvention.ECHUE: 1,
    EtatConvention.DENONCEE: 1,
    EtatConvention.AUCUNE: 0,
}
"""The darker, the more the convention binds; expired and denounced share a class, the words and the table tell them apart."""


def carte_de_la_region(lignes: Sequence[LigneDepartement], *, le: dt.date) -> dict[str, Any]:
    """Return the context of component `carte_table.html`; a département filtered out is drawn empty."""
    par_code = {ligne.code: ligne for ligne in lignes}
    geojson = contours(DEPARTEMENT)
    for element in geojson["features"]:
        ligne = par_code.get(element["id"])
        element["properties"] |= {
            "classe": CLASSES[ligne.etat] if ligne else 0,
            "etiquette": ligne.nom if ligne else "",
            "texte": ligne.libelle_etat if ligne else "",
            "url": adresse(ligne.code) if ligne else "",
        }
    return {
        "id": "conventions",
        "titre": f"Conventions au {ecrire_jour_annee(le)}",
        "resume": resume(lignes),
        "geojson": geojson,
        "url_geojson": f"{reverse('conventions:carte_donnees')}?le={le.isoformat()}",
        "legende": [{"classe": CLASSES[etat], "libelle": mots, "compte": n} for etat, mots, n in comptes(lignes)],
        "colonnes": ("Département", "État"),
        "lignes": [
            {
                "libelle": f"{ligne.nom} ({ligne.code})",
                "url": adresse(ligne.code),
                "valeurs": (ligne.libelle_etat,),
            }
            for ligne in lignes
        ],
        "source": "conventions saisies dans Maillage ; contours IGN, Licence Ouverte",
    }


def adresse(code: str) -> str:
    return reverse("conventions:departement", args=[code])
