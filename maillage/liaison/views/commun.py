"""What the pages share: finding a sheet or a young person of the dispositif, and running a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.models import FicheLiaison
from maillage.liaison.referentiels import destinataire as trouver_destinataire
from maillage.liaison.selectors import fiche_visible
from maillage.liaison.selectors.liste import SECTION_DU_DOSSIER
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.selectors import exiger_section, jeunes_visibles
from maillage.socle.brouillon.services import jeter_brouillon, reprendre
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete


@dataclass(frozen=True)
class PageFormulaire:
    """Words of a form page, and where to go back; `danger`: the act takes something back."""

    titre: str
    phrase: str
    bouton: str
    retour: str
    fait: str
    danger: bool = False
    gabarit: str = "liaison/formulaire.html"


def trouver_fiche(request: Requete, identifiant: str) -> FicheLiaison:
    """Return a sheet of the dispositif, or 404."""
    try:
        return fiche_visible(request.acteur, request.dispositif.pk, identifiant)
    except FicheLiaison.DoesNotExist as absente:
        raise Http404("Aucune fiche de cet identifiant dans ce dispositif.") from absente


def trouver_jeune(request: Requete, identifiant: str) -> Any:
    """Return a young person known of the dispositif, or 404; refuse who is not of their team and does not hold all files."""
    connu = get_object_or_404(jeunes_visibles(request.acteur, request.dispositif), identifiant=identifiant)
    exiger_section(
        request.acteur, connu.pk, SECTION_DU_DOSSIER, dispositif_id=request.dispositif.pk, le=timezone.localdate()
    )
    return connu


def exiger_destinataire(code: str) -> Destinataire:
    """Return a recipient of the table, or 404."""
    trouve = trouver_destinataire(code)
    if trouve is None:
        raise Http404("Ce destinataire n'est pas dans la table.")
    return trouve


def donnees(request: Requete) -> Any:
    """The data sent, None for a first showing."""
    return request.POST if request.method == "POST" else None


def conduire(
    request: Requete,
    form: forms.Form,
    *,
    page: PageFormulaire,
    executer: Callable[[forms.Form], str],
    **contexte: Any,
) -> HttpResponse:
    """Show the form; when it is sent and valid run `executer` and go where it says. A refusal stands beside its field, with status 422."""
    if request.method == "POST" and form.is_valid():
        try:
            suite = executer(form)
        except (ErreurLiaison, ErreurParcours) as refus:
            placer_refus(form, refus)
        else:
            jeter_brouillon(request.acteur, cle=request.path)
            messages.success(request, page.fait)
            return redirect(suite or page.retour)
    contexte = {"form": form, "page": page, "brouillon": reprendre(request, form), **contexte}
    return render(request, page.gabarit, contexte, status=422 if form.errors else 200)
