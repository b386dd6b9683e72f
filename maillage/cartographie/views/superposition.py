"""A lent layer over a map of the house: chosen in the address, read again at each request, its reading in the journal."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from maillage.cartographie.permissions import CALQUES
from maillage.cartographie.presentation.calques import superposer
from maillage.cartographie.selectors.calques import calques_utilisables, vue_de
from maillage.cartographie.services.calques import lire_calque
from maillage.socle.requete import Requete

PARAMETRE = "calque"
HORS_DU_CHOIX = {PARAMETRE, "page"}


def avec_calque(request: Requete, carte: dict[str, Any]) -> dict[str, Any]:
    """Return the map with the choice of layers, and the chosen one over it. For maps of territories and establishments alone, never of persons."""
    if not request.acteur.peut(CALQUES):
        return carte
    vue = vue_de(request.acteur, timezone.localdate())
    offerts = list(calques_utilisables(vue))
    demande = request.GET.get(PARAMETRE, "")
    choisi = next((un for un in offerts if str(un.pk) == demande), None)
    if not offerts and not demande:
        return carte
    carte = {
        **carte,
        "choix_calque": {
            "choix": [(un.pk, f"{un.nom} ({un.preteur_nom})") for un in offerts],
            "choisi": choisi.pk if choisi else None,
            "perdu": bool(demande) and choisi is None,
            "caches": [(nom, valeur) for nom, valeur in request.GET.items() if valeur and nom not in HORS_DU_CHOIX],
        },
    }
    if choisi is None:
        return carte
    cellules = lire_calque(vue, choisi, ou=request.path)
    return carte if cellules is None else superposer(carte, choisi, cellules)
