"""The pages of someone without account: ask, follow, evaluate."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from maillage.appui_ressource import referentiels, services
from maillage.appui_ressource.domain.echeances import premiere_reponse_promise
from maillage.appui_ressource.domain.erreurs import ErreurAppui
from maillage.appui_ressource.domain.etats import LIBELLES_DEMANDEUR, EtatAppui
from maillage.appui_ressource.forms.publics import DemandeForm, EvaluationForm, MessageForm, SansRobot
from maillage.appui_ressource.models import DemandeAppui, EvaluationAppui
from maillage.appui_ressource.models.lien import UsageLien
from maillage.appui_ressource.selectors.actions import visites_annoncees
from maillage.appui_ressource.selectors.liens import demande_du_lien
from maillage.appui_ressource.selectors.pieces import piece_de_la_demande
from maillage.appui_ressource.selectors.premier_secours import premier_secours
from maillage.appui_ressource.views.pieces import rendre_piece
from maillage.comptes.tentatives import adresse_d_origine
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete

CLE_SESSION = "appui_demande"
RELU = "relu"
"""Sent with the form a second time, once the warning about names was read."""


@never_cache
def demander(request: Requete) -> HttpResponse:
    """Show the form, then write the request. Names that seem full are shown once, and never refused."""
    form = DemandeForm(*_recu(request))
    noms: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        noms = _noms_a_relire(request, form)
        if form.robot:
            return HttpResponseRedirect(reverse("appui_ressource:merci"))
        if not noms and (demande := _deposer(request, form)):
            request.session[CLE_SESSION] = demande.identifiant
            return HttpResponseRedirect(reverse("appui_ressource:merci"))
    reglages = referentiels.reglages(timezone.localdate())
    contexte = {
        "form": form,
        "noms": noms,
        "jours": reglages.reponse_jours_ouvres,
        "annees": reglages.conservation_jours // 365,
    }
    return _sans_index(render(request, "appui_ressource/demander.html", contexte, status=_statut(form)))


def _deposer(request: Requete, form: DemandeForm) -> DemandeAppui | None:
    try:
        return services.deposer_demande(
            form.saisie(),
            navigateur=request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""),
            adresse=adresse_d_origine(request) or "",
            fichier=form.cleaned_data["fichier"],
        )
    except ErreurAppui as refus:
        placer_refus(form, refus)
        return None


@never_cache
def merci(request: Requete) -> HttpResponse:
    """Say who answers and when; it knows the request by the session alone, and gives no link."""
    identifiant = request.session.get(CLE_SESSION, "")
    demande = DemandeAppui.objects.select_related("dispositif", "commune").filter(identifiant=identifiant).first()
    contexte = {
        "demande": demande,
        "promise": _promise(demande) if demande else None,
        "fiches": premier_secours(demande) if demande else [],
    }
    return _sans_index(render(request, "appui_ressource/merci.html", contexte))


@never_cache
def suivre(request: Requete, jeton: str) -> HttpResponse:
    """Show the thread to its author, and take what they add."""
    demande = demande_du_lien(jeton, UsageLien.SUIVI, maintenant=timezone.now())
    if demande is None:
        return _lien_perdu(request)
    form = MessageForm(*_recu(request))
    noms: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        noms = _noms_a_relire(request, form)
        if not noms and (form.robot or _ecrire(demande, form)):
            return HttpResponseRedirect(request.path)
    contexte = {
        "demande": demande,
        "etat": LIBELLES_DEMANDEUR[EtatAppui(demande.etat)],
        "promise": None if demande.premiere_reponse_le else _promise(demande),
        "messages_du_fil": list(demande.messages.select_related("dispositif").prefetch_related("pieces__piece")),
        "pieces": list(demande.pieces.filter(message__isnull=True).select_related("piece")),
        "visites": visites_annoncees(demande, maintenant=timezone.now()),
        "fiches": [] if demande.premiere_reponse_le else premier_secours(demande),
        "jeton": jeton,
        "form": form,
        "noms": noms,
        "peut_ecrire": demande.etat != EtatAppui.REFUSEE,
    }
    return _sans_index(render(request, "appui_ressource/suivi.html", contexte, status=_statut(form)))


def _ecrire(demande: DemandeAppui, form: MessageForm) -> bool:
    try:
        services.ecrire_comme_demandeur(demande.pk, form.cleaned_data["texte"], form.cleaned_data["fichier"])
    except ErreurAppui as refus:
        placer_refus(form, refus)
        return False
    return True


@never_cache
def piece_suivie(request: Requete, jeton: str, piece: str) -> HttpResponse:
    """Give back a file of the thread to its author."""
    demande = demande_du_lien(jeton, UsageLien.SUIVI, maintenant=timezone.now())
    jointe = piece_de_la_demande(demande, piece) if demande else None
    if jointe is None:
        return _lien_perdu(request)
    return _sans_index(rendre_piece(request, services.DEMANDEUR, jointe.piece))


@never_cache
def evaluer(request: Requete, jeton: str) -> HttpResponse:
    """Ask what changed; the answer clicked in the mail is ready, sending it is one button: reading a mail never answers in someone's place."""
    demande = demande_du_lien(jeton, UsageLien.EVALUATION, maintenant=timezone.now())
    evaluation = EvaluationAppui.objects.filter(demande=demande).first() if demande else None
    if demande is None or evaluation is None:
        return _lien_perdu(request)
    depart = {"changement": request.GET.get("reponse", "")}
    form = EvaluationForm(request.POST if request.method == "POST" else None, initial=depart)
    if form.is_bound and form.is_valid():
        try:
            services.rendre_evaluation(demande.pk, **form.cleaned_data)
        except ErreurAppui as refus:
            form.add_error(None, refus.message)
        else:
            return HttpResponseRedirect(request.path)
    contexte = {"demande": demande, "evaluation": evaluation, "form": form}
    return _sans_index(render(request, "appui_ressource/evaluer.html", contexte, status=_statut(form)))


def _recu(request: Requete) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _noms_a_relire(request: Requete, form: Any) -> tuple[str, ...]:
    return () if request.POST.get(RELU) else form.noms()


def _promise(demande: DemandeAppui) -> Any:
    depot = timezone.localdate(demande.deposee_le)
    return premiere_reponse_promise(depot, referentiels.reglages(depot))


def _statut(form: SansRobot | EvaluationForm) -> int:
    return 422 if form.errors else 200


def _lien_perdu(request: Requete) -> HttpResponse:
    return _sans_index(render(request, "appui_ressource/lien_perdu.html", status=404))


def _sans_index(reponse: HttpResponse) -> HttpResponse:
    reponse["X-Robots-Tag"] = "noindex"
    return reponse
