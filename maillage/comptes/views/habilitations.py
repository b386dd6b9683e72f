"""Give, extend, withdraw and put back an habilitation; each answers with the page of the person."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillage.comptes import services
from maillage.comptes.forms import FinForm, HabilitationForm
from maillage.comptes.views.commun import compte_ou_404, dire, habilitation_ou_404
from maillage.socle.requete import Requete

SANS_FIN = "sans-fin"


def donner_habilitation(request: Requete, pk: int) -> HttpResponse:
    """Give a role to an account of the scope."""
    compte = compte_ou_404(request, pk)
    form = HabilitationForm(request.POST or None, acteur=request.acteur)
    if request.method == "POST" and form.is_valid():
        try:
            donnee = services.donner_habilitation(request.acteur, compte, **form.habilitation())
        except services.ErreurHabilitation as erreur:
            form.add_error(None, str(erreur))
        else:
            dire(request, "Habilitation donnée.", annuler=reverse("comptes:retirer_habilitation", args=[donnee.pk]))
            return redirect("comptes:personne", pk=compte.pk)
    return render(request, "comptes/habilitation.html", {"form": form, "compte": compte})


def prolonger_habilitation(request: Requete, pk: int) -> HttpResponse:
    """Move the last day of an habilitation."""
    habilitation = habilitation_ou_404(request, pk)
    avant = habilitation.fin
    form = FinForm(request.POST or None, initial={"fin": avant})
    if request.method == "POST" and form.is_valid():
        try:
            services.prolonger_habilitation(request.acteur, habilitation, fin=form.cleaned_data["fin"])
        except services.ErreurHabilitation as erreur:
            form.add_error("fin", str(erreur))
        else:
            retour = reverse("comptes:remettre_fin", args=[pk, avant.isoformat() if avant else SANS_FIN])
            dire(request, "Dernier jour modifié.", annuler=retour)
            return redirect("comptes:personne", pk=habilitation.utilisateur_id)
    return render(request, "comptes/prolonger.html", {"form": form, "habilitation": habilitation})


@require_POST
def remettre_fin(request: Requete, pk: int, fin: str) -> HttpResponse:
    """Undo the move of a last day: put back the date of the address."""
    habilitation = habilitation_ou_404(request, pk)
    services.prolonger_habilitation(request.acteur, habilitation, fin=_date(fin))
    dire(request, "Le dernier jour est de nouveau celui d'avant.")
    return redirect("comptes:personne", pk=habilitation.utilisateur_id)


@require_POST
def retirer_habilitation(request: Requete, pk: int) -> HttpResponse:
    """Withdraw an habilitation at once."""
    habilitation = services.retirer_habilitation(request.acteur, habilitation_ou_404(request, pk))
    dire(request, "Habilitation retirée.", annuler=reverse("comptes:retablir_habilitation", args=[pk]))
    return redirect("comptes:personne", pk=habilitation.utilisateur_id)


@require_POST
def retablir_habilitation(request: Requete, pk: int) -> HttpResponse:
    """Undo a withdrawal."""
    habilitation = services.retablir_habilitation(request.acteur, habilitation_ou_404(request, pk))
    dire(request, "Habilitation rétablie.")
    return redirect("comptes:personne", pk=habilitation.utilisateur_id)


def _date(texte: str) -> dt.date | None:
    if texte == SANS_FIN:
        return None
    try:
        return dt.date.fromisoformat(texte)
    except ValueError as erreur:
        raise Http404("Cette adresse ne porte pas de date.") from erreur
