"""What the pages share: one act in one form, exports and their line in the journal, pages of a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from maillage.rencontres import selectors
from maillage.rencontres.forms.actes import FormulaireActe
from maillage.rencontres.models import Rencontre, SeanceRencontre
from maillage.socle import tableur
from maillage.socle.brouillon.services import jeter_brouillon, reprendre
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser

PAR_PAGE = 50
FORMULAIRE = "rencontres/formulaire.html"


def jouer(
    request: Requete,
    genre: type[FormulaireActe],
    *,
    cible: Any,
    retour: str,
    apres: Callable[[Any], str] | None = None,
    gabarit: str = FORMULAIRE,
    **contexte: Any,
) -> HttpResponse:
    """Show the form of an act, then do it; `apres` gives the address to go to from the form once done."""
    recu = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = genre(*recu, acteur=request.acteur, cible=cible)
    if form.is_bound and (fait := form.tenter()):
        jeter_brouillon(request.acteur, cle=request.path)
        messages.success(request, fait)
        return redirect(apres(form) if apres else retour)
    brouillon = reprendre(request, form) if genre.garde else None
    mots = {"form": form, "retour": retour, "brouillon": brouillon, **contexte}
    return render(request, gabarit, mots, status=422 if form.errors else 200)


def trouve(objet: Any, mots: str) -> Any:
    """Return what was found, or say that nothing is there."""
    if objet is None:
        raise Http404(mots)
    return objet


def geste_connu(gestes: Mapping[str, type[FormulaireActe]], geste: str) -> type[FormulaireActe]:
    if geste not in gestes:
        raise Http404("Ce geste n'existe pas.")
    return gestes[geste]


def trouver_rencontre(request: Requete, identifiant: str) -> Rencontre:
    rencontre = selectors.rencontre_par_identifiant(request.acteur, identifiant)
    trouvee: Rencontre = trouve(rencontre, "Aucune rencontre de cet identifiant ne vous est ouverte.")
    return trouvee


def trouver_seance(request: Requete, identifiant: str) -> SeanceRencontre:
    seance = selectors.seance_par_identifiant(request.acteur, identifiant)
    trouvee: SeanceRencontre = trouve(seance, "Aucune date de cet identifiant ne vous est ouverte.")
    return trouvee


def adresse_de(rencontre: Rencontre, page: str = "rencontre") -> str:
    return reverse(f"rencontres:{page}", args=[rencontre.identifiant])


def en_pages(request: Requete, lignes: Sequence[Any] | Any) -> Page[Any]:
    return Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page"))


def liens(request: Requete, nom: str, *arguments: Any) -> list[tuple[str, str]]:
    """Return one link a format, with the filters of the page."""
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [(genre.upper(), f"{reverse(nom, args=[*arguments, genre])}{suite}") for genre in tableur.FORMATS]


def envoyer(request: Requete, feuille: Callable[[], tableur.Feuille], nom: str, extension: str) -> HttpResponse:
    """Send a sheet (CSV, XLSX, ODS); the journal says that a whole list left."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    reponse = tableur.reponse(feuille(), nom, extension)
    details = {"format": extension}
    journaliser(request.acteur, "rencontres.exporter", nature=NatureTrace.LECTURE, objet=nom[:120], details=details)
    return reponse


def sans_index(reponse: HttpResponse) -> HttpResponse:
    """Keep a private or public form out of search engines."""
    reponse["X-Robots-Tag"] = "noindex"
    return reponse
