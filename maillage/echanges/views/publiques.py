"""What is open without account: a feed, for who has its address; the checker of folders, for anyone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from maillage.comptes.tentatives import adresse_d_origine
from maillage.echanges import frein, selectors, services
from maillage.echanges.documentation import tables_decrites
from maillage.echanges.domain.erreurs import FichierRefuse, TropDAppels
from maillage.echanges.exemples import dossier_d_exemple
from maillage.echanges.forms import DossierForm
from maillage.echanges.icalendrier import ecrire_ics
from maillage.echanges.models import FluxAgenda
from maillage.echanges.validation import OCTETS_DEPOSES, Verdict, verifier
from maillage.socle.requete import Requete

ECHECS_PAR_HEURE = 60
LECTURES_PAR_HEURE = 120
VERIFICATIONS_PAR_HEURE = 30
MARGE_DU_FORMULAIRE = 64 * 1024
TROP_LOURD = f"Ce fichier dépasse {OCTETS_DEPOSES // 1024**2} Mo : déposez un dossier plus court."
INCONNU = "Cet agenda n'existe pas, ou n'est plus ouvert.\n"
"""The same words for an address guessed, withdrawn, or whose author has left: nothing tells one from another."""


@never_cache
@require_safe
def calendrier(request: Requete, jeton: str) -> HttpResponse:
    """Send the calendar that the token opens."""
    origine = f"echec {adresse_d_origine(request)}"
    try:
        frein.exiger(origine, ECHECS_PAR_HEURE)
        flux = selectors.flux_du_jeton(jeton)
        contenu = _lire(flux) if flux else None
    except TropDAppels as refus:
        return HttpResponse(
            f"{refus.message}\n", content_type="text/plain; charset=utf-8", status=429, headers={"Retry-After": "3600"}
        )
    if contenu is None:
        frein.compter(origine)
        return _prive(HttpResponse(INCONNU, content_type="text/plain; charset=utf-8", status=404))
    reponse = HttpResponse(contenu, content_type="text/calendar; charset=utf-8")
    reponse["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return _prive(reponse)


def _lire(flux: FluxAgenda) -> bytes | None:
    aujourd_hui = timezone.localdate()
    origine = f"flux {flux.identifiant}"
    frein.exiger(origine, LECTURES_PAR_HEURE)
    frein.compter(origine)
    occurrences = selectors.occurrences_du_flux(flux, le=aujourd_hui)
    if occurrences is None:
        return None
    services.noter_lecture(flux, le=aujourd_hui)
    return ecrire_ics(occurrences)


def _prive(reponse: HttpResponse) -> HttpResponse:
    reponse["X-Robots-Tag"] = "noindex"
    reponse["Referrer-Policy"] = "no-referrer"
    return reponse


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def validateur(request: Requete) -> HttpResponse:
    """Check a folder and explain its faults; nothing is written, so no token is asked and a body too large is refused unread."""
    if request.method != "POST":
        return _page(request, DossierForm())
    if int(request.META.get("CONTENT_LENGTH") or 0) > OCTETS_DEPOSES + MARGE_DU_FORMULAIRE:
        return _page(request, DossierForm(), refus=TROP_LOURD, statut=413)
    form = DossierForm(request.POST, request.FILES)
    verdict, statut = None, 422
    if form.is_valid():
        verdict, statut = _verifier(request, form)
    return _page(request, form, verdict, statut=statut)


def _verifier(request: Requete, form: DossierForm) -> tuple[Verdict | None, int]:
    origine = f"verifier {adresse_d_origine(request)}"
    fichier = form.cleaned_data["fichier"]
    try:
        frein.exiger(origine, VERIFICATIONS_PAR_HEURE)
        frein.compter(origine)
        return verifier(fichier.name, fichier), 200
    except FichierRefuse as refus:
        form.add_error("fichier", refus.message)
        return None, 422
    except TropDAppels as refus:
        form.add_error(None, refus.message)
        return None, 429


def _page(
    request: Requete, form: DossierForm, verdict: Verdict | None = None, *, statut: int = 200, refus: str = ""
) -> HttpResponse:
    contexte = {"form": form, "verdict": verdict, "refus": refus, "tables": tables_decrites()}
    return render(request, "echanges/validateur.html", contexte, status=statut)


@require_safe
def exemple(request: Requete) -> HttpResponse:
    """Send the invented folder."""
    reponse = HttpResponse(dossier_d_exemple(), content_type="application/zip")
    reponse["Content-Disposition"] = 'attachment; filename="exemple.zip"'
    return reponse
