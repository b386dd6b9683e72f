"""What the pages share: one act in one form, exports and their line in the journal, pages of a list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from maillage.enquetes.forms.actes import FormulaireActe
from maillage.enquetes.models import Enquete, VagueEnquete
from maillage.enquetes.permissions import SECTION
from maillage.enquetes.selectors import enquete_par_identifiant, vague_par_identifiant
from maillage.socle.acteur import Acces
from maillage.socle.listes import en_pages, envoyer_liste, geste_connu, liens
from maillage.socle.requete import Requete

envoyer = partial(envoyer_liste, acte="enquetes.exporter")
"""Send a list as a file, journaled in the name of this room."""


def montrer(request: Requete, form: FormulaireActe, *, suite: Callable[[], str], **contexte: Any) -> HttpResponse:
    """Show the form of an act, then do it; `suite` gives the address to go to once written."""
    if form.is_bound and (fait := form.tenter()):
        messages.success(request, fait)
        return redirect(suite())
    mots = {"form": form, "multiple": form.is_multipart(), **contexte}
    return render(request, "enquetes/formulaire.html", mots, status=422 if form.errors else 200)


def donnees(request: Requete) -> Any:
    return request.POST if request.method == "POST" else None


def trouver_enquete(identifiant: str) -> Enquete:
    enquete = enquete_par_identifiant(identifiant)
    if enquete is None:
        raise Http404("Aucune enquête de cet identifiant.")
    return enquete


def trouver_vague(request: Requete, identifiant: str) -> VagueEnquete:
    """Return a wave that the person may see; another one is not found, whether it exists or not."""
    vague = vague_par_identifiant(request.acteur, identifiant)
    if vague is None:
        raise Http404("Aucune vague de cet identifiant.")
    return vague


def adresse_enquete(enquete: Enquete) -> str:
    return reverse("enquetes:enquete", args=[enquete.identifiant])


def adresse_vague(vague: VagueEnquete) -> str:
    return reverse("enquetes:vague", args=[vague.identifiant])


def peut_ecrire(request: Requete) -> bool:
    return request.acteur.peut(SECTION, Acces.ECRITURE)


__all__ = [
    "adresse_enquete",
    "adresse_vague",
    "donnees",
    "en_pages",
    "envoyer",
    "geste_connu",
    "liens",
    "montrer",
    "peut_ecrire",
    "trouver_enquete",
    "trouver_vague",
]
