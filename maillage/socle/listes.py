"""What the pages of lists share: an object that must be there, pages, links to the files, and the file sent with its line in the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse

from maillage.socle import tableur
from maillage.socle.models import NatureTrace
from maillage.socle.rapports import FICHIERS, Rapport, reponse_rapport
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser

PAR_PAGE = 50
T = TypeVar("T")


def trouve(objet: T | None, mots: str) -> T:
    """Return what was found, or say that nothing is there."""
    if objet is None:
        raise Http404(mots)
    return objet


def geste_connu(gestes: Mapping[str, T], geste: str) -> T:
    """Return the form of an act named in an address, or say that there is none."""
    return trouve(gestes.get(geste), "Ce geste n'existe pas.")


def en_pages(request: Requete, lignes: Sequence[Any] | Any) -> Page[Any]:
    """Return the page that the address asks for."""
    return Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page"))


def liens(
    request: Requete, nom: str, *arguments: Any, formats: Iterable[str] = tableur.FORMATS
) -> list[tuple[str, str]]:
    """Return one link a format, with the filters of the page."""
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [(format_.upper(), f"{reverse(nom, args=[*arguments, format_])}{suite}") for format_ in formats]


def envoyer_liste(
    request: Requete,
    feuille: Callable[[], tableur.Feuille],
    nom: str,
    extension: str,
    rapport: Callable[[], Rapport] | None = None,
    *,
    acte: str,
) -> HttpResponse:
    """Send a sheet (CSV, XLSX, ODS), or a report (PDF, DOCX) when the page has one; the journal says that a whole list left."""
    if extension in FICHIERS and rapport is not None:
        reponse = reponse_rapport(rapport(), nom, extension)
    elif extension in tableur.FORMATS:
        reponse = tableur.reponse(feuille(), nom, extension)
    else:
        raise Http404("Ce format d'export n'existe pas.")
    details = {"format": extension}
    journaliser(request.acteur, acte, nature=NatureTrace.LECTURE, objet=nom[:120], details=details)
    return reponse
