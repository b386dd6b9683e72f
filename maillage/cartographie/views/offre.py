"""Which establishment for which public: by département, then by establishment, with another date beside."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from maillage.cartographie.exports.territoire import feuille_changements, feuille_offre
from maillage.cartographie.forms.offre import FiltresOffreForm
from maillage.cartographie.presentation.offre import carte_offre_en_points, carte_offre_par_departement, source_des
from maillage.cartographie.selectors.offre import FiltresOffre, changements, offre, offre_comparee, par_departement
from maillage.cartographie.views.superposition import avec_calque
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 50


def page(request: Requete) -> HttpResponse:
    """Show the map and its table."""
    form = FiltresOffreForm(request.GET)
    filtres = form.filtres(request.GET.get("tri", "departement"))
    lignes = offre(filtres)
    parametres = request.GET.urlencode()
    contexte: dict[str, Any] = {
        "form": form,
        "filtres": filtres,
        "nombre": len(lignes),
        "carte": _carte(request, filtres, lignes),
        "comparaison": _comparaison(filtres),
        "changements": changements(filtres),
        "liens_export": [
            (extension.upper(), f"{reverse('cartographie:offre_export', args=[extension])}?{parametres}")
            for extension in FORMATS
        ],
    }
    if filtres.departement:
        contexte["carte"]["nombre"] = len(lignes)
        contexte["page"] = Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page"))
        contexte["carte"]["lignes"] = contexte["carte"]["lignes"][
            (contexte["page"].number - 1) * PAR_PAGE : contexte["page"].number * PAR_PAGE
        ]
    return render(request, "cartographie/offre.html", contexte)


def donnees(request: Requete) -> HttpResponse:
    """Send what the map draws, as GeoJSON: establishments, never a person."""
    filtres = FiltresOffreForm(request.GET).filtres("departement")
    return JsonResponse(_carte(request, filtres, offre(filtres))["geojson"], content_type="application/geo+json")


def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    filtres = FiltresOffreForm(request.GET).filtres(request.GET.get("tri", "departement"))
    if "changements" in request.GET and filtres.compare:
        feuille = feuille_changements(changements(filtres), filtres)
        return reponse(feuille, f"offre-{filtres.compare.isoformat()}-{filtres.le.isoformat()}", extension)
    return reponse(feuille_offre(offre(filtres), filtres), f"offre-{filtres.le.isoformat()}", extension)


def _carte(request: Requete, filtres: FiltresOffre, lignes: list[Any]) -> dict[str, Any]:
    donnees = f"{reverse('cartographie:offre_donnees')}?{request.GET.urlencode()}"
    if filtres.departement:
        return avec_calque(request, carte_offre_en_points(filtres, lignes, donnees))
    ici = {cle: valeur for cle, valeur in request.GET.dict().items() if valeur and cle not in {"departement", "page"}}
    carte = carte_offre_par_departement(
        filtres,
        par_departement(lignes),
        offre_comparee(filtres),
        lambda code: f"{reverse('cartographie:offre')}?{urlencode({**ici, 'departement': code})}",
    )
    return avec_calque(request, {**carte, "url_geojson": donnees, "source": source_des(lignes)})


def _comparaison(filtres: FiltresOffre) -> dict[str, int] | None:
    """Places at both dates for a chosen département; the list of départements has its own columns."""
    if not filtres.compare or not filtres.departement:
        return None
    maintenant = sum(compte.places for compte in par_departement(offre(filtres)).values())
    avant = sum(compte.places for compte in offre_comparee(filtres).values())
    return {"maintenant": maintenant, "avant": avant, "ecart": maintenant - avant}
