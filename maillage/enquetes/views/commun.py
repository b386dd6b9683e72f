"""What the pages share: one act in one form, exports and their line in the journal, pages of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from maillage.enquetes.forms.actes import FormulaireActe
from maillage.enquetes.models import Enquete, VagueEnquete
from maillage.enquetes.permissions import SECTION
from maillage.enquetes.selectors import enquete_par_identifiant, vague_par_identifiant
from maillage.socle import tableur
from maillage.socle.acteur import Acces
from maillage.socle.models import NatureTrace
from maillage.socle.rapports import FICHIERS, Rapport, reponse_rapport
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser

PAR_PAGE = 50


def montrer(request: Requete, form: FormulaireActe, *, suite: Callable[[], str], **contexte: Any) -> HttpResponse:
    """Show the form of an act, then do it; `suite` gives the address to go to once written."""
    if form.is_bound and (fait := form.tenter()):
        messages.success(request, fait)
        return redirect(suite())
    mots = {"form": form, "multiple": form.is_multipart(), **contexte}
    return render(request, "enquetes/formulaire.html", mots, status=422 if form.errors else 200)


def donnees(request: Requete) -> Any:
    return request.POST if request.method == "POST" else None


def geste_connu(gestes: Mapping[str, type[FormulaireActe]], geste: str) -> type[FormulaireActe]:
    if geste not in gestes:
        raise Http404("Ce geste n'existe pas.")
    return gestes[geste]


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
        request.acteur, "enquetes.exporter", nature=NatureTrace.LECTURE, objet=nom[:120], details={"format": extension}
    )
    return reponse
