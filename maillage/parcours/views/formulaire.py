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


@dataclass(frozen=True)
class PageFormulaire:
    """Words of a form page, and where to go back."""

    titre: str
    phrase: str
    bouton: str
    retour: str


def conduire(
    request: HttpRequest,
    form: forms.Form,
    *,
    page: PageFormulaire,
    executer: Callable[[dict[str, Any]], models.Model],
    fait: str,
    suite: Callable[[models.Model], str] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent and valid run `executer` and go to `suite` (default: back) with the message `fait`.

    A refusal of the service stands beside its field, with status 422.
    """
    if request.method == "POST" and form.is_valid():
        try:
            resultat = executer(form.cleaned_data)
        except ErreurParcours as refus:
            form.add_error(refus.champ if refus.champ in form.fields else None, refus.message)
        else:
            messages.success(request, fait)
            return redirect(suite(resultat) if suite else page.retour)
    return render(
        request,
        "parcours/formulaire.html",
        {"form": form, "page": page},
        status=422 if form.errors else 200,
    )


def donnees(request: HttpRequest) -> Any:
    """The data sent, None for a first showing."""
    return request.POST if request.method == "POST" else None
