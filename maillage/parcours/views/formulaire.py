"""One way to show a form, run its act and say what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.versions import ModifieEntreTemps
from maillage.socle.brouillon.services import jeter_brouillon, reprendre
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete


@dataclass(frozen=True)
class PageFormulaire:
    """Words of a form page, and where to go back."""

    titre: str
    phrase: str
    bouton: str
    retour: str


def conduire(
    request: Requete,
    form: forms.Form,
    *,
    page: PageFormulaire,
    executer: Callable[[dict[str, Any]], models.Model],
    fait: str,
    suite: Callable[[models.Model], str] | None = None,
    annuler: Callable[[models.Model], str] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent and valid run `executer` and go to `suite` (default: back) with the message `fait`.

    `annuler` gives the address that undoes the act for thirty seconds. A refusal of the service stands beside its field, with status 422;
    what somebody else wrote meanwhile is told with status 409, and sending again keeps one's own version.
    """
    statut = 200
    if request.method == "POST" and form.is_valid():
        try:
            resultat = executer(form.cleaned_data)
        except ErreurParcours as refus:
            statut = _refuser(form, refus)
        else:
            jeter_brouillon(request.acteur, cle=request.path)
            defaire = f"annuler:{annuler(resultat)}" if annuler else ""
            messages.success(request, fait, extra_tags=defaire)
            return redirect(suite(resultat) if suite else page.retour)
    elif form.errors:
        statut = 422
    contexte = {"form": form, "page": page, "brouillon": reprendre(request, form)}
    return render(request, "parcours/formulaire.html", contexte, status=statut)


def _refuser(form: forms.Form, refus: ErreurParcours) -> int:
    """Set a refusal beside its field; return the status of the answer."""
    placer_refus(form, refus)
    if not isinstance(refus, ModifieEntreTemps):
        return 422
    renvoi: Any = form.data
    form.data = renvoi = renvoi.copy()
    renvoi["version"] = str(refus.version)
    return 409


def donnees(request: HttpRequest) -> Any:
    """The data sent, None for a first showing."""
    return request.POST if request.method == "POST" else None


def fichiers(request: HttpRequest) -> Any:
    """The files sent, None for a first showing."""
    return request.FILES if request.method == "POST" else None
