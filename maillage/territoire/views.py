"""Pages of places: the map of the départements and the list of communes."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.socle.requete import Requete
from maillage.socle.tableur import Feuille, reponse
from maillage.territoire import selectors
from maillage.territoire.cartes import Mesure, carte_des_departements
from maillage.territoire.forms import FiltresCommunesForm
from maillage.territoire.sources import SOURCE

PAR_PAGE = 50
COLONNES_TRIABLES = (("nom", "Commune"), ("departement", "Département"), ("epci", "Intercommunalité"))
COLONNES_EXPORT = (
    "Code",
    "Commune",
    "Département",
    "Région",
    "Code EPCI",
    "EPCI",
    "Population",
    "Longitude",
    "Latitude",
)
POPULATION = Mesure(
    identifiant="population",
    titre="Habitants par département",
    unite="habitant",
    colonnes=("Habitants", "Communes", "Intercommunalités"),
    source=SOURCE,
)


def carte(request: Requete) -> HttpResponse:
    """Show the loaded départements, drawn and listed from the same rows."""
    return render(request, "territoire/carte.html", {"carte": _carte()})


def carte_donnees(request: Requete) -> HttpResponse:
    """Send the outlines of the map with their figures, as GeoJSON."""
    return JsonResponse(_carte()["geojson"], content_type="application/geo+json")


def _carte() -> dict[str, Any]:
    communes = reverse("territoire:communes")
    return carte_des_departements(
        POPULATION,
        selectors.chiffres_par_departement(),
        lambda code: f"{communes}?departement={code}",
        url_geojson=reverse("territoire:carte_donnees"),
    )


def communes(request: Requete) -> HttpResponse:
    """Show the communes by pages of 50."""
    form = FiltresCommunesForm(request.GET)
    filtres = form.filtres(request.GET.get("tri", "nom"))
    page = Paginator(selectors.communes(filtres), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "filtree": bool(filtres.recherche or filtres.departement),
        "colonnes_triables": COLONNES_TRIABLES,
        "liens_export": [("CSV", f"{reverse('territoire:communes_export')}?{request.GET.urlencode()}")],
    }
    return render(request, "territoire/communes.html", contexte)


def communes_export(request: Requete) -> HttpResponse:
    """Send the filtered list as CSV."""
    filtres = FiltresCommunesForm(request.GET).filtres(request.GET.get("tri", "nom"))
    lignes = selectors.communes(filtres).values_list(
        "code", "nom", "departement", "region", "epci_code", "epci_nom", "population", "lon", "lat"
    )
    nom = f"communes-{timezone.localdate().isoformat()}"
    return reponse(Feuille("Communes", COLONNES_EXPORT, list(lignes)), nom, "csv")
