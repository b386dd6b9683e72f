"""What the pages share: one act in one form, exports and their line in the journal, pages of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from maillage.socle import tableur
from maillage.socle.models import NatureTrace
from maillage.socle.rapports import FICHIERS, Rapport, reponse_rapport
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser
from maillage.soutien.forms.actes import FormulaireActe

PAR_PAGE = 50


def jouer(
    request: Requete,
    genre: type[FormulaireActe],
    *,
    cible: Any,
    retour: str,
    apres: Callable[[Any], str] | None = None,
    **contexte: Any,
) -> HttpResponse:
    """Show the form of an act, then do it; `apres` gives the address to go to from the target once written."""
    initial = contexte.pop("initial", None)
    donnees = request.POST if request.method == "POST" else None
    form = genre(donnees, acteur=request.acteur, cible=cible, initial=initial)
    if form.is_bound and (fait := form.tenter()):
        messages.success(request, fait)
        return redirect(apres(form.cible) if apres else retour)
    mots = {"form": form, "retour": retour, **contexte}
    return render(request, "soutien/formulaire.html", mots, status=422 if form.errors else 200)


def trouve(objet: Any, mots: str) -> Any:
    """Return what was found, or say that nothing is there."""
    if objet is None:
        raise Http404(mots)
    return objet


def geste_connu(gestes: Mapping[str, type[FormulaireActe]], geste: str) -> type[FormulaireActe]:
    if geste not in gestes:
        raise Http404("Ce geste n'existe pas.")
    return gestes[geste]


def en_pages(request: Requete, lignes: Sequence[Any] | Any) -> Page[Any]:
    return Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page"))


def liens(
    request: Requete, nom: str, *arguments: Any, formats: Iterable[str] = tableur.FORMATS
) -> list[tuple[str, str]]:
    """Return one link a format, with the filters of the page."""
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [(format_.upper(), f"{reverse(nom, args=[*arguments, format_])}{suite}") for format_ in formats]


def envoyer(
    request: Requete,
    feuille: Callable[[], tableur.Feuille],
    nom: str,
    extension: str,
    rapport: Callable[[], Rapport] | None = None,
) -> HttpResponse:
    """Send a sheet (CSV, XLSX, ODS), or a report (PDF, DOCX) when the page has one; the journal says that a whole list left."""
    if extension in FICHIERS and rapport is not None:
        reponse = reponse_rapport(rapport(), nom, extension)
    elif extension in tableur.FORMATS:
        reponse = tableur.reponse(feuille(), nom, extension)
    else:
        raise Http404("Ce format d'export n'existe pas.")
    journaliser(
        request.acteur,
        "soutien.exporter",
        nature=NatureTrace.LECTURE,
        objet=nom[:120],
        details={"format": extension},
    )
    return reponse
