"""The map of the dispositifs by département: the same piece as the territory's, with the figures of the offer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from maillage.socle.requete import Requete
from maillage.structures import selectors
from maillage.territoire.cartes import Mesure, carte_des_departements

DISPOSITIFS = Mesure(
    identifiant="dispositifs",
    titre="Dispositifs par département",
    unite="dispositif",
    colonnes=("Dispositifs", "Établissements ouverts"),
    source="dispositifs enregistrés ici ; établissements FINESS ; contours IGN, Licence Ouverte",
)


def carte(request: Requete) -> HttpResponse:
    """Show how many dispositifs and establishments each département has."""
    return render(
        request,
        "structures/carte.html",
        {"carte": _carte(request), "voit_territoire": request.acteur.peut("territoire")},
    )


def carte_donnees(request: Requete) -> HttpResponse:
    """Send the outlines with their figures, as GeoJSON."""
    return JsonResponse(_carte(request)["geojson"], content_type="application/geo+json")


def _carte(request: Requete) -> dict[str, Any]:
    dispositifs = selectors.dispositifs_par_departement(request.acteur)
    etablissements = selectors.etablissements_par_departement()
    valeurs = {
        code: (dispositifs.get(code, 0), etablissements.get(code, 0)) for code in {*dispositifs, *etablissements}
    }
    liste = reverse("structures:etablissements")
    return carte_des_departements(
        DISPOSITIFS,
        valeurs,
        lambda code: f"{liste}?departement={code}&etat=ouverts",
        url_geojson=reverse("structures:carte_donnees"),
    )
