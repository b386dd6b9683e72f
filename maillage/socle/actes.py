"""A form that acts: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from maillage.socle.acteur import Acteur
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete

LONGUEUR = 20_000


class FormulaireActe(forms.Form):
    """`accomplir` calls the service on `cible`, and returns the sentence said once done; `bouton` and `phrase` are those of the page.

    `erreurs`: what the services of the room raise when they refuse, with `message` and `champ`. `reprend`: the first values are those of the target.
    """

    erreurs: ClassVar[tuple[type[Exception], ...]] = ()
    reprend = True
    bouton = "Enregistrer"
    phrase = ""
    dangereux = False

    def __init__(self, *args: Any, acteur: Acteur, cible: Any = None, **options: Any) -> None:
        self.acteur, self.cible = acteur, cible
        options["initial"] = {**self.depart(), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.preparer()

    def depart(self) -> dict[str, Any]:
        """Return the first values of the fields."""
        if not self.reprend or self.cible is None:
            return {}
        return {nom: getattr(self.cible, nom, None) for nom in self.base_fields}

    def preparer(self) -> None:
        """Set choices that depend on the person or on the target."""

    def accomplir(self) -> str:
        """Call the service with `cleaned_data`."""
        raise NotImplementedError

    def refuser(self, refus: Any) -> None:
        """Show a refusal of the service."""
        placer_refus(self, refus)

    def tenter(self) -> str:
        """Return the sentence of what was done, empty with the errors set."""
        if not self.is_valid():
            return ""
        try:
            return self.accomplir()
        except self.erreurs as refus:
            self.refuser(refus)
            return ""

    def lus(self, *champs: str) -> dict[str, Any]:
        """Return the cleaned values of some fields."""
        return {champ: self.cleaned_data[champ] for champ in champs}


def jouer_acte(
    request: Requete,
    genre: type[FormulaireActe],
    *,
    gabarit: str,
    cible: Any,
    retour: str,
    apres: Callable[[Any], str] | None = None,
    initial: Mapping[str, Any] | None = None,
    **contexte: Any,
) -> HttpResponse:
    """Show the form of an act, then do it; `apres` gives the address to go to from the target once written, `retour` otherwise."""
    recu = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = genre(*recu, acteur=request.acteur, cible=cible, initial=initial)
    if form.is_bound and (fait := form.tenter()):
        messages.success(request, fait)
        return redirect(apres(form.cible) if apres else retour)
    mots = {"form": form, "retour": retour, **contexte}
    return render(request, gabarit, mots, status=422 if form.errors else 200)


def texte_long(
    label: str, *, lignes: int = 4, requis: bool = False, aide: str = "", maximum: int = LONGUEUR
) -> forms.CharField:
    """Return a field of several lines."""
    saisie = forms.Textarea(attrs={"rows": lignes})
    return forms.CharField(label=label, required=requis, max_length=maximum, widget=saisie, help_text=aide)
