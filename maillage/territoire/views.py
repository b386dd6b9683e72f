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
    "0 à 19 ans",
    "Année",
    "Estimation",
)
JEUNES = (0, 19)
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
    jeunes = selectors.population_des_ages([commune.pk for commune in page], *JEUNES)
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": [(commune, jeunes.get(commune.pk)) for commune in page],
        "filtree": bool(filtres.recherche or filtres.departement),
        "colonnes_triables": COLONNES_TRIABLES,
        "liens_export": [("CSV", f"{reverse('territoire:communes_export')}?{request.GET.urlencode()}")],
    }
    return render(request, "territoire/communes.html", contexte)


def communes_export(request: Requete) -> HttpResponse:
    """Send the filtered list as CSV."""
    filtres = FiltresCommunesForm(request.GET).filtres(request.GET.get("tri", "nom"))
    colonnes = ("code", "nom", "departement", "region", "epci_code", "epci_nom", "population", "lon", "lat")
    connues = list(selectors.communes(filtres).values_list(*colonnes))
    jeunes = selectors.population_des_ages([ligne[0] for ligne in connues], *JEUNES)
    lignes = [
        (*ligne, *((un.nombre, un.annee, un.estimation) if (un := jeunes.get(ligne[0])) else (None, None, None)))
        for ligne in connues
    ]
    nom = f"communes-{timezone.localdate().isoformat()}"
    return reponse(Feuille("Communes", COLONNES_EXPORT, lignes), nom, "csv")
