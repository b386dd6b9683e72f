"""What the pages of the writings share: finding what the address names, running a form, telling an act with its undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from maillage.parcours.selectors import jeunes_visibles
from maillage.projet.domain.erreurs import ConflitDeTexte, ErreurProjet
from maillage.projet.models import Transmission
from maillage.projet.selectors.ecrits_transmissions import preparer, transmissions_visibles
from maillage.socle.acteur import Acces
from maillage.socle.brouillon.services import jeter_brouillon, reprendre
from maillage.socle.formulaires import placer_refus
from maillage.socle.pieces import ErreurPiece
from maillage.socle.requete import Requete

GABARIT = "projet/ecrits/formulaire.html"


@dataclass(frozen=True)
class PageSaisie:
    """Words of a form page, where to go back, what is said once done and the address that undoes it."""

    titre: str
    phrase: str
    bouton: str
    retour: str
    fait: str
    annuler: str = ""
    danger: bool = False
    fichier: bool = False
    fil: tuple[tuple[str, str], ...] = ()
    gabarit: str = GABARIT


def lien(request: Requete, nom: str, *arguments: Any) -> str:
    """Return an address of this context in the dispositif of the request."""
    return reverse(f"projet:{nom}", args=[request.dispositif.code, *arguments])


def trouver_jeune(request: Requete, identifiant: str) -> Any:
    """Return a young person known of the dispositif, or 404."""
    return get_object_or_404(jeunes_visibles(request.acteur, request.dispositif), identifiant=identifiant)


def trouver_transmission(request: Requete, identifiant: str) -> Transmission:
    """Return a transmission that the person may read, or 404."""
    visibles = transmissions_visibles(request.acteur, request.dispositif.pk, le=timezone.localdate())
    return get_object_or_404(preparer(visibles), identifiant=identifiant)


def peut_ecrire(request: Requete, section: str = "ecrits") -> bool:
    """Tell whether the person may write there: pages hide what they could not do."""
    return request.acteur.peut(section, Acces.ECRITURE, request.dispositif.pk)


def donnees(request: Requete) -> Any:
    """The data sent, None for a first showing."""
    return request.POST if request.method == "POST" else None


def annoncer(request: Requete, fait: str, annuler: str = "") -> None:
    """Tell what was done, with the button that undoes it."""
    messages.success(request, fait, extra_tags=f"annuler:{annuler}" if annuler else "")


def suite(request: Requete, defaut: str) -> str:
    """Return where the page asked to come back (`suite`), if it is one of ours."""
    voulue = request.POST.get("suite", "")
    return voulue if url_has_allowed_host_and_scheme(voulue, allowed_hosts=None) else defaut


def conduire(
    request: Requete,
    form: forms.Form,
    *,
    page: PageSaisie,
    executer: Callable[[], str | None],
    **contexte: Any,
) -> HttpResponse:
    """Show the form; sent and valid, run `executer` and go where it says, else back. A refusal stands beside its field, with status 422.

    A template that keeps drafts (socle.brouillon) finds the one that waits in `brouillon`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            voulue = executer()
        except ConflitDeTexte as conflit:
            form.add_error(None, conflit.message)
            contexte |= {"conflit": conflit}
        except (ErreurProjet, ErreurPiece) as refus:
            placer_refus(form, refus)
        else:
            jeter_brouillon(request.acteur, cle=request.path)
            annoncer(request, page.fait, page.annuler)
            return redirect(voulue or page.retour)
    statut = 422 if form.errors else 200
    contexte |= {"form": form, "page": page, "brouillon": reprendre(request, form)}
    return render(request, page.gabarit, contexte, status=statut)


def acte(request: Requete, faire: Callable[[], object], *, retour: str, fait: str, annuler: str = "") -> HttpResponse:
    """Run a one-button act and come back; a refusal is told there."""
    try:
        faire()
    except (ErreurProjet, ErreurPiece) as refus:
        messages.error(request, refus.message)
    else:
        annoncer(request, fait, annuler)
    return redirect(suite(request, retour))
