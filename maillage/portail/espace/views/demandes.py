"""What is asked: read, answer, withdraw, give an opinion; agree to a project."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.comptes.views.commun import dire
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.selectors.famille import FicheFamille, fiches_du_compte, lire_par_compte
from maillage.liaison.services.famille import observer_par_compte, repondre_par_compte, se_retirer_par_compte
from maillage.portail.espace.demandes import demandes_du_compte
from maillage.portail.espace.forms import MotForm, ReponseForm, RetraitForm
from maillage.portail.espace.selectors import Espace
from maillage.portail.espace.views.commun import espace_ou_404, montrer
from maillage.socle.requete import Requete

REPONSE_PRISE = {"ACCORD": "fiche.oui_note", "DESACCORD": "fiche.non_note"}


def demandes(request: Requete, jeune: str) -> HttpResponse:
    """List what is asked, then every change of the past."""
    espace, le = espace_ou_404(request, jeune), timezone.localdate()
    liste = demandes_du_compte(request.acteur, espace, le=le)
    demandees = {demande.url for demande in liste}
    lues = fiches_du_compte(request.acteur, espace.jeune.pk, le=le)
    adresses = [(reverse("espace:fiche", args=[espace.identifiant, une.fiche.identifiant]), une) for une in lues]
    avant = [(adresse, une) for adresse, une in adresses if adresse not in demandees]
    return montrer(request, espace, "demandes", {"demandes": liste, "avant": avant})


def fiche(request: Requete, jeune: str, fiche: str) -> HttpResponse:
    """Show a change step by step, with the full text that is signed; liaison journals the reading."""
    return _montrer_fiche(request, espace_ou_404(request, jeune), fiche, {})


@require_POST
def repondre(request: Requete, jeune: str, fiche: str) -> HttpResponse:
    """Say yes or no."""
    espace = espace_ou_404(request, jeune)
    form = ReponseForm(request.POST)
    if form.is_valid():
        lus = form.cleaned_data
        try:
            repondre_par_compte(
                request.acteur,
                fiche=_sienne(request, espace, fiche).fiche.identifiant,
                reponse=lus["reponse"],
                empreinte=lus["empreinte"],
                commentaire=lus["commentaire"],
                dessin=lus["dessin"],
                maintenant=timezone.now(),
            )
        except ErreurLiaison as erreur:
            form.add_error(None, str(erreur))
        else:
            dire(request, espace.dire(REPONSE_PRISE[lus["reponse"]]))
            return redirect("espace:fiche", espace.identifiant, fiche)
    return _montrer_fiche(request, espace, fiche, {"reponse": form})


@require_POST
def se_retirer(request: Requete, jeune: str, fiche: str) -> HttpResponse:
    """Change one's mind within the period."""
    espace = espace_ou_404(request, jeune)
    form = RetraitForm(request.POST)
    if form.is_valid():
        try:
            se_retirer_par_compte(
                request.acteur,
                fiche=_sienne(request, espace, fiche).fiche.identifiant,
                motif=form.cleaned_data["motif"],
                maintenant=timezone.now(),
            )
        except (ErreurLiaison, PermissionDenied) as erreur:
            form.add_error(None, str(erreur))
        else:
            dire(request, espace.dire("fiche.retire_fait"))
            return redirect("espace:fiche", espace.identifiant, fiche)
    return _montrer_fiche(request, espace, fiche, {"retrait": form})


@require_POST
def observer(request: Requete, jeune: str, fiche: str) -> HttpResponse:
    """Give an opinion; it goes with the sheet."""
    espace = espace_ou_404(request, jeune)
    form = MotForm(request.POST)
    if form.is_valid():
        try:
            observer_par_compte(
                request.acteur,
                fiche=_sienne(request, espace, fiche).fiche.identifiant,
                texte=form.cleaned_data["texte"],
                maintenant=timezone.now(),
            )
        except ErreurLiaison as erreur:
            form.add_error("texte", str(erreur))
        else:
            dire(request, espace.dire("fiche.avis_note"))
            return redirect("espace:fiche", espace.identifiant, fiche)
    return _montrer_fiche(request, espace, fiche, {"avis": form})


def _montrer_fiche(request: Requete, espace: Espace, fiche: str, saisis: dict[str, object]) -> HttpResponse:
    lue = _sienne(request, espace, fiche)
    contexte = {
        "lue": lue,
        "change": lue.lue.change[:1].upper() + lue.lue.change[1:],
        "reponse": ReponseForm(initial={"empreinte": lue.fiche.empreinte}),
        "retrait": RetraitForm(),
        "avis": MotForm(),
        **saisis,
    }
    return montrer(request, espace, "fiche", contexte, lecture=False)


def _sienne(request: Requete, espace: Espace, fiche: str) -> FicheFamille:
    """Return a sheet of this young person, the reading journaled by liaison; a 404 for any other."""
    try:
        lue = lire_par_compte(request.acteur, fiche, le=timezone.localdate())
    except ObjectDoesNotExist as erreur:
        raise Http404("Aucune fiche à cette adresse.") from erreur
    if lue.fiche.jeune_id != espace.jeune.pk:
        raise Http404("Aucune fiche à cette adresse.")
    return lue
