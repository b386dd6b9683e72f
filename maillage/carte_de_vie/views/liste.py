"""The list of cartes de vie of a dispositif, and its files: counts of what the team sees, never a place."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.carte_de_vie.exports import feuille_des_cartes
from maillage.carte_de_vie.forms import FiltresForm
from maillage.carte_de_vie.selectors.liste import FiltresCartes, LigneCarteDeVie, filtrer_cartes, lignes_des_cartes
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 50


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show who has a map that the team sees."""
    form, filtres, toutes = _lire(request)
    page = Paginator(filtrer_cartes(toutes, filtres), PAR_PAGE).get_page(request.GET.get("page"))
    parametres = request.GET.urlencode()
    contexte = {
        "form": form,
        "tri": filtres.tri,
        "page": page,
        "total": len(toutes),
        "liens_export": [
            (nom.upper(), f"{reverse('carte_de_vie:exporter', args=[dispositif, nom])}?{parametres}") for nom in FORMATS
        ],
    }
    return render(request, "carte_de_vie/liste.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file; the export is journaled."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    _, filtres, toutes = _lire(request)
    lignes = filtrer_cartes(toutes, filtres)
    journaliser(
        request.acteur,
        "carte_de_vie.exporter_cartes",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": len(lignes)},
    )
    return reponse(feuille_des_cartes(lignes), f"cartes-de-vie-{dispositif}-{timezone.localdate()}", extension)


def _lire(request: Requete) -> tuple[FiltresForm, FiltresCartes, list[LigneCarteDeVie]]:
    form = FiltresForm(request.GET or None)
    filtres = form.filtres() if form.is_bound else FiltresCartes()
    return form, filtres, lignes_des_cartes(request.acteur, request.dispositif.pk, le=timezone.localdate())
