"""Doing an act of either side: what it asks, then the act, refused when the dossier has moved since."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.reconnaissance import selectors, services
from maillage.reconnaissance.domain.erreurs import Conflit, ErreurReconnaissance
from maillage.reconnaissance.domain.etats import ActeDossier
from maillage.reconnaissance.views.pages import ACTES_DES_INSTRUCTEURS, ACTES_DES_PORTEURS, PageActe
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete


def acte(request: Requete, dispositif: str, acte: str) -> HttpResponse:
    """An act of those who carry the dispositif."""
    return _faire(request, dispositif, acte, ACTES_DES_PORTEURS)


def decider(request: Requete, dispositif: str, acte: str) -> HttpResponse:
    """An act of those who examine."""
    return _faire(request, dispositif, acte, ACTES_DES_INSTRUCTEURS)


def _faire(request: Requete, dispositif: str, acte: str, pages: Mapping[ActeDossier, PageActe]) -> HttpResponse:
    lu = selectors.lire_dossier(request.acteur, request.dispositif, le=timezone.localdate())
    page = next((page for code, page in pages.items() if code == acte), None)
    if page is None or lu.dossier is None:
        raise Http404("Cet acte n'existe pas, ou aucun dossier n'est ouvert.")
    saisie = request.POST if request.method == "POST" else None
    form = page.form(saisie, dispositif=request.dispositif, initial={"version": lu.dossier.version})
    statut = 200
    if form.is_bound and form.is_valid():
        try:
            page.service(request.acteur, request.dispositif, **form.valeurs())
        except ErreurReconnaissance as refus:
            placer_refus(form, refus)
            statut = 409 if isinstance(refus, Conflit) else 422
        else:
            messages.success(request, page.fait)
            return redirect("reconnaissance:dossier", dispositif)
    elif form.is_bound:
        statut = 422
    contexte = {
        "form": form,
        "page": page,
        "lu": lu,
        "dossier": lu.dossier,
        "possible": acte in lu.actes,
        "depot": acte == ActeDossier.DEPOSER,
        "onglet": "dossier",
    }
    return render(request, "reconnaissance/acte.html", contexte, status=statut)


@require_POST
def cocher_axe(request: Requete, dispositif: str, axe: int) -> HttpResponse:
    """Tick a line of the work plan, or undo it."""
    return _cocher(
        request,
        dispositif,
        "axes",
        lambda fait: services.cocher_axe(request.acteur, request.dispositif, axe, fait=fait),
    )


@require_POST
def cocher_effet(request: Requete, dispositif: str, effet: int) -> HttpResponse:
    """Tick an effect, or undo it."""
    return _cocher(
        request,
        dispositif,
        "effets",
        lambda fait: services.cocher_effet(request.acteur, request.dispositif, effet, fait=fait),
    )


def _cocher(request: Requete, dispositif: str, ancre: str, cocher: Callable[[bool], object]) -> HttpResponse:
    fait = request.POST.get("fait") == "1"
    try:
        cocher(fait)
    except ErreurReconnaissance as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, "C'est noté." if fait else "C'est remis à faire.")
    return redirect(f"{reverse('reconnaissance:dossier', args=[dispositif])}#{ancre}")
