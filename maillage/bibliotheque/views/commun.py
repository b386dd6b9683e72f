"""What the pages share: the frame with or without account, one act in one form, exports and their line in the journal, pages of a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.forms.actes import FormulaireActe
from maillage.bibliotheque.models import Fiche
from maillage.bibliotheque.selectors.lecture import fiche_visible
from maillage.comptes.tentatives import adresse_d_origine
from maillage.socle import tableur
from maillage.socle.frein import freiner
from maillage.socle.listes import geste_connu, liens, trouve
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser

AVEC_COMPTE, SANS_COMPTE = "socle/base.html", "bibliotheque/_publique.html"
TROP = "Trop de demandes depuis votre réseau : réessayez dans une heure."


def montrer(request: Requete, gabarit: str, contexte: Mapping[str, Any], *, statut: int = 200) -> HttpResponse:
    """Draw a page in the frame of the person."""
    cadre = AVEC_COMPTE if request.user.is_authenticated else SANS_COMPTE
    return render(request, gabarit, {"cadre": cadre, **contexte}, status=statut)


def jouer(
    request: Requete,
    genre: type[FormulaireActe],
    *,
    cible: Any,
    retour: str,
    apres: Callable[[FormulaireActe], str] | None = None,
    gabarit: str = "bibliotheque/formulaire.html",
    **contexte: Any,
) -> HttpResponse:
    """Show the form of an act, then do it; `apres` gives the address to go to once done."""
    envoi = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = genre(*envoi, acteur=request.acteur, cible=cible)
    if form.is_bound and (fait := form.tenter()):
        messages.success(request, fait)
        return redirect(apres(form) if apres else retour)
    mots = {"form": form, "retour": retour, **contexte}
    return montrer(request, gabarit, mots, statut=422 if form.errors else 200)


def trouver_fiche(request: Requete, identifiant: str) -> Fiche:
    """Return a sheet that the person may open; the same words for one that does not exist and one that is closed."""
    fiche: Fiche = trouve(fiche_visible(request.acteur, identifiant), "Aucune fiche ouverte à cette adresse.")
    return fiche


def en_pages(request: Requete, lignes: Sequence[Any] | Any) -> Page[Any]:
    return Paginator(lignes, referentiels.delais().par_page).get_page(request.GET.get("page"))


def envoyer(request: Requete, feuille: Callable[[], tableur.Feuille], nom: str, extension: str) -> HttpResponse:
    """Send a sheet of cells; the journal says that a whole list left."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    if freine(request, "export", referentiels.delais().exports_par_heure):
        return trop_de_demandes(request)
    journaliser(
        request.acteur,
        "bibliotheque.exporter",
        nature=NatureTrace.LECTURE,
        objet=nom[:120],
        details={"format": extension},
    )
    return tableur.reponse(feuille(), nom, extension)


def freine(request: Requete, sorte: str, limite: int) -> bool:
    """Count one more demand of someone without account, and tell whether it is one too many; an account is never slowed down."""
    if request.user.is_authenticated:
        return False
    return freiner(f"bibliotheque:{sorte}:{origine(request)}", limite)


def origine(request: Requete) -> str:
    """Return what tells one reader from another for an hour: the account, else the address of the network."""
    if request.user.is_authenticated:
        return f"compte-{request.user.pk}"
    return adresse_d_origine(request) or "inconnue"


def trop_de_demandes(request: Requete) -> HttpResponse:
    return montrer(request, "bibliotheque/trop.html", {"mots": TROP}, statut=429)


def retour_avec(request: Requete, message: str, adresse: str) -> HttpResponseRedirect:
    """Say what was refused on the page one comes back to."""
    messages.error(request, message)
    return HttpResponseRedirect(adresse)


__all__ = [
    "en_pages",
    "envoyer",
    "freine",
    "geste_connu",
    "jouer",
    "liens",
    "montrer",
    "origine",
    "retour_avec",
    "trop_de_demandes",
    "trouve",
    "trouver_fiche",
]
