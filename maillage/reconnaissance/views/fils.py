"""The two threads, on two pages that do not look alike: with the dispositif; between examiners."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.reconnaissance import selectors, services
from maillage.reconnaissance.domain.erreurs import ErreurReconnaissance
from maillage.reconnaissance.domain.etats import Partie
from maillage.reconnaissance.forms.redaction import DemanderAvisForm, MessageForm, NoteForm, RendreAvisForm
from maillage.reconnaissance.permissions import partie_de
from maillage.socle.brouillon.services import jeter_brouillon, reprendre
from maillage.socle.requete import Requete


def echanges(request: Requete, dispositif: str) -> HttpResponse:
    """Show the thread that both sides read, and write in it."""
    dossier = selectors.dossier_du_dispositif(request.acteur, request.dispositif.pk)
    if dossier is None:
        raise Http404("Aucun dossier n'est ouvert pour ce dispositif.")
    partie = partie_de(request.acteur, request.dispositif.pk)
    saisie = request.POST if request.method == "POST" else None
    form = MessageForm(saisie, instructeur=partie is Partie.INSTRUCTEURS)
    brouillon = reprendre(request, form)
    if form.is_bound and form.is_valid():
        try:
            services.ecrire_message(request.acteur, request.dispositif, texte=form.cleaned_data["texte"])
        except ErreurReconnaissance as refus:
            form.add_error(refus.champ or None, refus.message)
        else:
            jeter_brouillon(request.acteur, cle=request.path)
            messages.success(request, "Le message est écrit ; l'autre partie est prévenue par courriel.")
            return redirect("reconnaissance:echanges", dispositif)
    contexte = {
        "form": form,
        "brouillon": brouillon,
        "dossier": dossier,
        "partie": partie,
        "fil": selectors.messages_partages(request.acteur, request.dispositif.pk),
        "onglet": "echanges",
    }
    return render(request, "reconnaissance/echanges.html", contexte, status=422 if form.errors else 200)


def instruction(request: Requete, dispositif: str) -> HttpResponse:
    """Show what examiners keep for themselves."""
    return _page_instruction(request, {})


def _page_instruction(request: Requete, formulaires: dict[str, Any]) -> HttpResponse:
    dossier = selectors.dossier_du_dispositif(request.acteur, request.dispositif.pk)
    if dossier is None:
        raise Http404("Aucun dossier n'est ouvert pour ce dispositif.")
    contexte = {
        "note": NoteForm(),
        "demande": DemanderAvisForm(),
        "rendre": RendreAvisForm(auto_id=False),
        "dossier": dossier,
        "notes": selectors.notes_d_instruction(request.acteur, request.dispositif.pk),
        "avis": selectors.avis_d_experts(request.acteur, request.dispositif.pk),
        "aujourd_hui": timezone.localdate(),
        "onglet": "instruction",
        **formulaires,
    }
    return render(request, "reconnaissance/instruction.html", contexte, status=422 if formulaires else 200)


@require_POST
def noter(request: Requete, dispositif: str) -> HttpResponse:
    """Add a private note."""
    form = NoteForm(request.POST)
    if form.is_valid():
        return _ecrire(
            request, dispositif, form, "note", services.ecrire_note, "La note est gardée entre instructeurs."
        )
    return _page_instruction(request, {"note": form})


@require_POST
def demander_avis(request: Requete, dispositif: str) -> HttpResponse:
    """Ask someone for an opinion."""
    form = DemanderAvisForm(request.POST)
    if form.is_valid():
        return _ecrire(request, dispositif, form, "demande", services.demander_avis, "L'avis est demandé.")
    return _page_instruction(request, {"demande": form})


def rendre_avis(request: Requete, dispositif: str, avis: int) -> HttpResponse:
    """Write down what an expert answered."""
    demande = selectors.avis_d_experts(request.acteur, request.dispositif.pk).filter(pk=avis, rendu_le=None).first()
    if demande is None:
        raise Http404("Cet avis n'existe pas, ou il est déjà rendu.")
    form = RendreAvisForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        services.rendre_avis(request.acteur, request.dispositif, avis, **form.cleaned_data)
        messages.success(request, "L'avis est noté.")
        return redirect("reconnaissance:instruction", dispositif)
    contexte = {"form": form, "avis": demande, "onglet": "instruction"}
    return render(request, "reconnaissance/rendre_avis.html", contexte, status=422 if form.errors else 200)


@require_POST
def suivre(request: Requete, dispositif: str) -> HttpResponse:
    """Become the person who follows the dossier."""
    try:
        services.suivre_dossier(request.acteur, request.dispositif)
    except ErreurReconnaissance as refus:
        raise Http404(refus.message) from refus
    messages.success(request, "Vous suivez ce dossier : les courriels du dispositif vous arrivent.")
    return redirect("reconnaissance:dossier", dispositif)


def _ecrire(request: Requete, dispositif: str, form: forms.Form, nom: str, service: Any, fait: str) -> HttpResponse:
    try:
        service(request.acteur, request.dispositif, **form.cleaned_data)
    except ErreurReconnaissance as refus:
        form.add_error(refus.champ or None, refus.message)
        return _page_instruction(request, {nom: form})
    messages.success(request, fait)
    return redirect("reconnaissance:instruction", dispositif)
