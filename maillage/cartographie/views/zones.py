"""Zones blanches: ask a study, follow it, read it at each level, take it away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillage.cartographie import services
from maillage.cartographie.domain.zones import ZoneBlanche, les_pires
from maillage.cartographie.exports.territoire import feuille_zones
from maillage.cartographie.forms.zones import EtudeForm, FiltresZonesForm
from maillage.cartographie.models import EtatEtude, EtudeZones
from maillage.cartographie.presentation.zones import carte_zones, dire_l_arrondi, ligne_de_zone, origine_dite
from maillage.cartographie.referentiels import reglages
from maillage.cartographie.selectors import zones as selection
from maillage.cartographie.taches import lancer_etude
from maillage.cartographie.views.superposition import avec_calque
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 50


def liste(request: Requete) -> HttpResponse:
    """Show the studies kept, and the form that asks another one."""
    form = EtudeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            etude = services.demander_etude(request.acteur, form.demande())
        except ValidationError as erreur:
            form.add_error(None, erreur)
        else:
            return _lancer(etude)
    contexte = {
        "form": form,
        "page": Paginator(selection.etudes(), PAR_PAGE).get_page(request.GET.get("page")),
        "peut_demander": request.acteur.peut("cartes", Acces.ECRITURE),
    }
    return render(request, "cartographie/etudes.html", contexte, status=422 if form.errors else 200)


def _lancer(etude: EtudeZones) -> HttpResponse:
    lancer_etude(etude)
    return HttpResponseRedirect(reverse("cartographie:etude", args=[etude.pk]))


def detail(request: Requete, pk: int) -> HttpResponse:
    """Show a study: its progress, why it stopped, or its result."""
    etude = _trouver(pk)
    if request.htmx and etude.etat in {EtatEtude.FINIE, EtatEtude.ECHEC}:
        return HttpResponse(headers={"HX-Refresh": "true"})
    contexte: dict[str, Any] = {
        "etude": etude,
        "peut_demander": request.acteur.peut("cartes", Acces.ECRITURE),
        "proximite": reglages(etude.offre_le).proximite_km,
    }
    if etude.etat == EtatEtude.FINIE:
        contexte |= _resultat(request, etude)
    else:
        contexte["precedente"] = selection.etude_precedente(etude)
    return render(request, "cartographie/etude.html", contexte)


def _resultat(request: Requete, etude: EtudeZones) -> dict[str, Any]:
    form = FiltresZonesForm(request.GET, etude=etude)
    filtres = form.filtres(request.GET.get("tri", "rang"))
    zones, toutes, gardees = _lire(etude, filtres)
    parametres, proximite = request.GET.urlencode(), reglages(etude.offre_le).proximite_km
    page = Paginator(gardees, PAR_PAGE).get_page(request.GET.get("page"))
    donnees = f"{reverse('cartographie:etude_donnees', args=[etude.pk])}?{parametres}"
    carte = avec_calque(request, carte_zones(etude, filtres.niveau, gardees, zones, donnees))
    carte["nombre"] = page.paginator.count
    carte["lignes"] = [ligne_de_zone(zone, etude) for zone in page]
    return {
        "form": form,
        "filtres": filtres,
        "page": page,
        "carte": carte,
        "pires": les_pires(toutes),
        "mot": f"{selection.mot_de_la_base(etude)}s",
        "origine": origine_dite(etude, zones),
        "arrondi": dire_l_arrondi(etude),
        "loin": [zone for zone in zones if zone.km is not None and zone.km > proximite],
        "liens_export": [
            (extension.upper(), f"{reverse('cartographie:etude_export', args=[etude.pk, extension])}?{parametres}")
            for extension in FORMATS
        ],
    }


def _lire(
    etude: EtudeZones, filtres: selection.FiltresZones
) -> tuple[selection.Lignes, Sequence[ZoneBlanche], list[ZoneBlanche]]:
    """Lines of the study, territories of the level, and those that the filters keep."""
    zones = selection.zones_de(etude)
    toutes = selection.territoires(zones, filtres.niveau)
    proximite = reglages(etude.offre_le).proximite_km
    return zones, toutes, selection.filtrer(toutes, filtres, proximite_km=proximite)


def donnees(request: Requete, pk: int) -> HttpResponse:
    """Send what the map draws, as GeoJSON: territories, communes or schools, never a person."""
    etude = _trouver(pk)
    filtres = FiltresZonesForm(request.GET, etude=etude).filtres("rang")
    zones, _, gardees = _lire(etude, filtres)
    geojson = avec_calque(request, carte_zones(etude, filtres.niveau, gardees, zones, ""))["geojson"]
    return JsonResponse(geojson, content_type="application/geo+json")


def exporter(request: Requete, pk: int, extension: str) -> HttpResponse:
    """Send the filtered lines."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    etude = _trouver(pk)
    filtres = FiltresZonesForm(request.GET, etude=etude).filtres(request.GET.get("tri", "rang"))
    zones, _, gardees = _lire(etude, filtres)
    feuille = feuille_zones(gardees, etude, zones, proximite_km=reglages(etude.offre_le).proximite_km)
    return reponse(feuille, f"zones-blanches-{etude.pk}-{etude.offre_le.isoformat()}", extension)


@require_POST
def relancer(request: Requete, pk: int) -> HttpResponse:
    """Ask the same question again; other times only when the person chose them."""
    try:
        etude = services.relancer_etude(request.acteur, _trouver(pk), avec=request.POST.get("fournisseur", ""))
    except ValidationError as erreur:
        messages.error(request, " ".join(erreur.messages))
        return HttpResponseRedirect(reverse("cartographie:etude", args=[pk]))
    return _lancer(etude)


def _trouver(pk: int) -> EtudeZones:
    etude = selection.etude(pk)
    if etude is None:
        raise Http404("Cette étude n'existe pas.")
    return etude
