"""Where every dossier of the region is."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.reconnaissance import selectors
from maillage.reconnaissance.exports import feuille_dossiers
from maillage.reconnaissance.forms.listes import FiltresDossiersForm
from maillage.reconnaissance.selectors.dossiers import TRIS
from maillage.socle import tableur
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser

PAR_PAGE = 50


def liste(request: Requete) -> HttpResponse:
    """Show the dossiers, the most pressing first."""
    form, filtres = _filtres(request)
    aujourd_hui = timezone.localdate()
    trouves = selectors.lister_dossiers(request.acteur, filtres, le=aujourd_hui)
    page = Paginator(trouves, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": selectors.lignes_dossiers(request.acteur, page.object_list, le=aujourd_hui),
        "comptes": selectors.comptes_par_etat(request.acteur),
        "liens_export": _liens_export(request),
    }
    return render(request, "reconnaissance/dossiers.html", contexte)


def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    _, filtres = _filtres(request)
    aujourd_hui = timezone.localdate()
    trouves = selectors.lister_dossiers(request.acteur, filtres, le=aujourd_hui)
    feuille = feuille_dossiers(selectors.lignes_dossiers(request.acteur, trouves, le=aujourd_hui))
    journaliser(
        request.acteur,
        "reconnaissance.exporter_dossiers",
        nature=NatureTrace.LECTURE,
        details={"format": extension, "lignes": len(feuille.lignes)},
    )
    return tableur.reponse(feuille, f"reconnaissances-{aujourd_hui.isoformat()}", extension)


def _liens_export(request: Requete) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [
        (extension.upper(), f"{reverse('reconnaissance:exporter_dossiers', args=[extension])}{suite}")
        for extension in tableur.FORMATS
    ]


def _filtres(request: Requete) -> tuple[FiltresDossiersForm, selectors.FiltresDossiers]:
    form = FiltresDossiersForm(request.GET or None, departements=selectors.departements(request.acteur))
    form.is_valid()
    lus: dict[str, Any] = form.cleaned_data if form.is_bound else {}
    tri = request.GET.get("tri", "echeance")
    return form, selectors.FiltresDossiers(
        etat=lus.get("etat", ""),
        departement=lus.get("departement", ""),
        urgence=lus.get("urgence", ""),
        recherche=lus.get("recherche", ""),
        tri=tri if tri in TRIS else "echeance",
    )
