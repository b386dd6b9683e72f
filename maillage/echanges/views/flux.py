"""Calendar feeds: give one, withdraw it, give it back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillage.agenda.domain.erreurs import Introuvable
from maillage.agenda.selectors import agenda_nomme
from maillage.echanges import selectors, services
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.forms import FluxForm
from maillage.socle.requete import Requete

PAR_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flux(request: Requete, dispositif: str) -> HttpResponse:
    """Show the open feeds; POST gives one more, whose address is shown this once."""
    agendas = selectors.agendas_a_abonner(request.acteur, request.dispositif)
    form = FluxForm(request.POST if request.method == "POST" else None, agendas=agendas)
    adresse = _creer(request, form) if form.is_bound and form.is_valid() else ""
    if adresse:
        form = FluxForm(agendas=agendas)
    ouverts = selectors.flux_visibles(request.acteur, request.dispositif).filter(revoque_le__isnull=True)
    contexte = {
        "form": form,
        "adresse": adresse,
        "abonnement": f"webcal:{adresse.partition(':')[2]}" if adresse else "",
        "page": Paginator(ouverts, PAR_PAGE).get_page(request.GET.get("page")),
        "peut_nominatif": request.acteur.peut("echanges", dispositif_id=request.dispositif.pk),
    }
    return render(request, "echanges/flux.html", contexte, status=422 if form.errors else 200)


def _creer(request: Requete, form: FluxForm) -> str:
    """Return the whole address, empty when it is refused."""
    try:
        agenda = agenda_nomme(request.acteur, request.dispositif, form.cleaned_data["agenda"], le=timezone.localdate())
        _, jeton = services.creer_flux(
            request.acteur, request.dispositif, agenda, titres_complets=form.cleaned_data["titres_complets"]
        )
    except Introuvable as absent:
        form.add_error("agenda", absent.message)
    except ErreurEchange as refus:
        form.add_error(refus.champ or None, refus.message)
    else:
        return f"{settings.ADRESSE_PUBLIQUE}{reverse('echanges:calendrier', args=[jeton])}"
    return ""


@require_POST
def revoquer(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Close an address, with the button that opens it again."""
    ferme = services.revoquer_flux(request.acteur, request.dispositif, identifiant)
    if ferme is None:
        raise Http404("Aucun flux ouvert à ce nom.")
    retablir_ = reverse("echanges:retablir_flux", args=[dispositif, identifiant])
    messages.success(
        request, f"L'adresse de l'agenda « {ferme.agenda} » est fermée.", extra_tags=f"annuler:{retablir_}"
    )
    return redirect("echanges:flux", dispositif)


@require_POST
def retablir(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Open again an address closed a moment ago."""
    rendu = services.retablir_flux(request.acteur, request.dispositif, identifiant)
    if rendu is None:
        messages.error(request, "Trop tard pour rouvrir cette adresse : créez un nouveau flux.")
    else:
        messages.success(request, f"L'adresse de l'agenda « {rendu.agenda} » est ouverte à nouveau.")
    return redirect("echanges:flux", dispositif)
