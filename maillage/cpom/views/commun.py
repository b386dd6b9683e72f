"""What the pages share: finding a sheet or an indicator, trying an act, drawing a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from maillage.cpom import selectors
from maillage.cpom.domain.erreurs import ErreurCpom
from maillage.cpom.models import FicheAction, IndicateurCpom
from maillage.cpom.permissions import DIALOGUE, SECTION, SIGNATURE
from maillage.socle.acteur import Acces
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete

T = TypeVar("T")


@dataclass(frozen=True)
class PageFormulaire:
    """The words of a page with one form; `retour`: where one leaves it without change; `fil`: (label, address) of the pages above."""

    titre: str
    phrase: str
    bouton: str
    retour: str
    fil: tuple[tuple[str, str], ...] = ()
    fichier: bool = False
    danger: bool = False


def trouver_fiche(request: Requete, identifiant: str) -> FicheAction:
    """Return a sheet of the dispositif of the address; 404 for any other."""
    fiche = selectors.fiches_visibles(request.acteur, request.dispositif.pk).filter(identifiant=identifiant).first()
    if fiche is None:
        raise Http404("Aucune fiche de cet identifiant dans ce dispositif.")
    return fiche


def trouver_indicateur(request: Requete, identifiant: str) -> IndicateurCpom:
    """Return an indicator of the dispositif of the address; 404 for any other."""
    visibles = selectors.indicateurs_visibles(request.acteur, request.dispositif.pk)
    indicateur = visibles.filter(identifiant=identifiant).first()
    if indicateur is None:
        raise Http404("Aucun indicateur de cet identifiant dans ce dispositif.")
    return indicateur


def droits_de(request: Requete) -> dict[str, bool]:
    """Tell templates what the person may do here."""
    pk = request.dispositif.pk
    return {
        "peut_ecrire": request.acteur.peut(SECTION, Acces.ECRITURE, pk),
        "peut_dialoguer": request.acteur.peut(DIALOGUE, Acces.ECRITURE, pk),
        "peut_signer": request.acteur.peut(SIGNATURE, Acces.ECRITURE, pk),
    }


def tenter(form: forms.Form, acte: Callable[[], T]) -> T | None:
    """Do a business act; its refusal goes beside its field, or above the form."""
    try:
        return acte()
    except ErreurCpom as refus:
        placer_refus(form, refus)
        return None


def dessiner(request: Requete, form: forms.Form | None, page: PageFormulaire, **contexte: Any) -> HttpResponse:
    """Draw the page; 422 when something is to mend. `enregistre`: what is stored, beside what was typed."""
    faux = form is not None and bool(form.errors)
    return render(
        request, "cpom/formulaire.html", {"form": form, "page": page, **contexte}, status=422 if faux else 200
    )


def donnees(request: Requete) -> Any:
    """Return what was sent, None on a first display."""
    return request.POST if request.method == "POST" else None


def renvoyer_avec_version(form: forms.Form, version: int) -> None:
    """After a conflict, let the next sending replace what is stored now: its reader has seen it."""
    form.data = {**{nom: form.data[nom] for nom in form.data}, "version": str(version)}


__all__ = [
    "PageFormulaire",
    "dessiner",
    "donnees",
    "droits_de",
    "renvoyer_avec_version",
    "tenter",
    "trouver_fiche",
    "trouver_indicateur",
]
