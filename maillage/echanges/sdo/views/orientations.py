"""The list of orientations, one of them, its report, what is done with it."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.echanges.sdo import exports, selectors
from maillage.echanges.sdo.client import serveur_de
from maillage.echanges.sdo.forms import GESTES, FiltresOrientationsForm
from maillage.echanges.sdo.reponses import tache_de
from maillage.echanges.sdo.selectors import SECTION, OrientationLue
from maillage.socle.actes import jouer_acte
from maillage.socle.acteur import Acces
from maillage.socle.listes import en_pages, envoyer_liste, geste_connu, liens, trouve
from maillage.socle.models import NatureTrace
from maillage.socle.rapports import reponse_rapport
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser

COLONNES = (("nom", "Personne"), ("etat", "État"), ("recue_le", "Reçue le"))
TYPE_FHIR = "application/fhir+json"


@never_cache
@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the orientations received and what is awaited for each."""
    form = FiltresOrientationsForm(request.GET or None)
    filtres = form.filtres()
    page = en_pages(request, selectors.lister_orientations(request.acteur, request.dispositif, filtres))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": selectors.lignes_orientations(page.object_list, request.dispositif),
        "colonnes": COLONNES,
        "liens_export": liens(request, "echanges:exporter_orientations", dispositif),
        "peut_ecrire": request.acteur.peut(SECTION, Acces.ECRITURE, request.dispositif.pk),
    }
    return render(request, "echanges/orientations.html", contexte)


@never_cache
@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresOrientationsForm(request.GET or None).filtres()
    lues = selectors.lister_orientations(request.acteur, request.dispositif, filtres)
    lignes = selectors.lignes_orientations(lues, request.dispositif)
    return envoyer_liste(
        request,
        lambda: exports.feuille_orientations(lignes),
        f"orientations-{dispositif}",
        extension,
        acte="echanges.exporter_orientations",
    )


@never_cache
@require_safe
def lire(request: Requete, dispositif: str, orientation: str) -> HttpResponse:
    """Show one orientation: what the decision says, the statuses, what to answer."""
    lue = _trouver(request, orientation)
    _tracer(request, "echanges.lire_orientation", lue)
    numeros = [lue.preparee.position.struct[1:]] if lue.preparee else []
    contexte = {
        "lue": lue,
        "orientation": lue.orientation,
        "peut_ecrire": request.acteur.peut(SECTION, Acces.ECRITURE, request.dispositif.pk),
        "serveur": bool(numeros) and serveur_de(numeros) is not None,
    }
    return render(request, "echanges/orientation.html", contexte)


@never_cache
@require_safe
def rapport(request: Requete, dispositif: str, orientation: str, extension: str) -> HttpResponse:
    """Send the report of one decision."""
    lue = _trouver(request, orientation)
    _tracer(request, "echanges.exporter_orientation", lue, format=extension)
    contenu = exports.rapport_orientation(lue, request.dispositif.nom, le=timezone.localdate())
    return reponse_rapport(contenu, f"orientation-{orientation}", extension)


@never_cache
@require_safe
def reponse(request: Requete, dispositif: str, orientation: str) -> HttpResponse:
    """Send the prepared answer as a FHIR file, else the last one that left."""
    lue = _trouver(request, orientation)
    vue = lue.preparee or next(reversed(lue.reponses), None)
    if vue is None:
        raise Http404("Aucune réponse n'est préparée.")
    _tracer(request, "echanges.telecharger_reponse", lue)
    nom = content_disposition_header(as_attachment=True, filename=f"reponse-{orientation}.json") or ""
    entetes = {"Content-Disposition": nom}
    options = {"ensure_ascii": False}
    return JsonResponse(tache_de(vue.position), json_dumps_params=options, content_type=TYPE_FHIR, headers=entetes)


@never_cache
def geste(request: Requete, dispositif: str, orientation: str, geste: str) -> HttpResponse:
    """One act on an orientation."""
    lue = _trouver(request, orientation)
    retour = reverse("echanges:orientation", args=[dispositif, orientation])
    form = geste_connu(GESTES, geste)
    return jouer_acte(
        request,
        form,
        gabarit="echanges/geste_orientation.html",
        cible=lue,
        retour=retour,
        apres=(lambda _: reverse("echanges:orientations", args=[dispositif])) if geste == "effacer" else None,
        lue=lue,
    )


def _trouver(request: Requete, identifiant: str) -> OrientationLue:
    lue = selectors.lire_orientation(request.acteur, request.dispositif, identifiant, le=timezone.localdate())
    return trouve(lue, "Aucune orientation de cet identifiant.")


def _tracer(request: Requete, acte: str, lue: OrientationLue, **details: str) -> None:
    journaliser(
        request.acteur,
        acte,
        nature=NatureTrace.LECTURE,
        objet=f"orientation:{lue.orientation.identifiant}",
        dispositif_id=request.dispositif.pk,
        details=details,
    )
