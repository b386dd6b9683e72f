"""The two lists of the CPOM, sheets and indicators of a year, and their files: the same for the authority and for the establishment."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.cpom import selectors
from maillage.cpom.exports import feuille_fiches, feuille_indicateurs
from maillage.cpom.forms import FiltresForm, FiltresIndicateursForm
from maillage.cpom.models import IndicateurCpom
from maillage.cpom.permissions import SECTION
from maillage.cpom.selectors import AnneeIndicateur, FiltresFiches
from maillage.socle import tableur
from maillage.socle.acteur import Acces
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser
from maillage.structures.selectors import dispositifs_visibles

PAR_PAGE = 25
LignesIndicateurs = list[tuple[IndicateurCpom, AnneeIndicateur]]


@require_safe
def fiches(request: Requete) -> HttpResponse:
    """Show the sheets, by dispositif."""
    form, filtres = _filtres(request)
    lues = selectors.lister_fiches(request.acteur, filtres, le=timezone.localdate())
    contexte = {
        "form": form,
        "tri": filtres.tri,
        "page": Paginator(lues, PAR_PAGE).get_page(request.GET.get("page")),
        "filtree": filtres != FiltresFiches(tri=filtres.tri),
        "liens_export": _adresses(request, "cpom:exporter_fiches"),
        "a_ecrire": list(dispositifs_visibles(request.acteur, SECTION, Acces.ECRITURE)[:PAR_PAGE]),
    }
    return render(request, "cpom/fiches.html", contexte)


@require_safe
def exporter_fiches(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered sheets as a file."""
    _exiger_format(extension)
    _, filtres = _filtres(request)
    feuille = feuille_fiches(selectors.lister_fiches(request.acteur, filtres, le=timezone.localdate()))
    _journaliser(request, "exporter_fiches", len(feuille.lignes))
    return tableur.reponse(feuille, f"cpom-fiches-{timezone.localdate().isoformat()}", extension)


@require_safe
def indicateurs(request: Requete) -> HttpResponse:
    """Show the indicators of a year beside their targets."""
    form, annee, lus = _indicateurs(request)
    page = Paginator(lus, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "annee": annee,
        "page": page,
        "lignes": _lignes(page.object_list, annee),
        "filtree": bool(request.GET),
        "liens_export": _adresses(request, "cpom:exporter_indicateurs"),
    }
    return render(request, "cpom/indicateurs.html", contexte)


@require_safe
def exporter_indicateurs(request: Requete, extension: str) -> HttpResponse:
    """Send the indicators of a year as a file."""
    _exiger_format(extension)
    _, annee, lus = _indicateurs(request)
    feuille = feuille_indicateurs(_lignes(lus, annee))
    _journaliser(request, "exporter_indicateurs", len(feuille.lignes))
    return tableur.reponse(feuille, f"cpom-indicateurs-{annee}", extension)


def _filtres(request: Requete) -> tuple[FiltresForm, FiltresFiches]:
    departements = selectors.departements_des_fiches(request.acteur)
    form = FiltresForm(request.GET or None, departements=departements)
    return form, _lus(form)


def _lus(form: FiltresForm) -> FiltresFiches:
    form.is_valid()
    lus = form.cleaned_data if form.is_bound else {}
    valeurs = {nom: lus.get(nom, "") for nom in ("q", "departement", "etat")}
    return FiltresFiches(**valeurs, tri=lus.get("tri") or "dispositif")


def _indicateurs(request: Requete) -> tuple[FiltresIndicateursForm, int, QuerySet[IndicateurCpom]]:
    """The year proposed first is the current one; an unknown one is ignored."""
    visibles = selectors.fiches_visibles(request.acteur)
    bornes = visibles.order_by().aggregate(premiere=Min("cpom__premiere_annee"), derniere=Max("cpom__derniere_annee"))
    cette = timezone.localdate().year
    annees = range(bornes["premiere"] or cette, min(bornes["derniere"] or cette, cette) + 1)
    demande = {"annee": str(cette), **{nom: request.GET[nom] for nom in request.GET}}
    departements = selectors.departements_des_fiches(request.acteur)
    form = FiltresIndicateursForm(demande, departements=departements, annees=reversed(annees))
    filtres = _lus(form)
    annee = int(form.cleaned_data.get("annee") or cette)
    fiches_lues = selectors.lister_fiches(request.acteur, filtres, le=timezone.localdate()).order_by().values("pk")
    lus = selectors.indicateurs_visibles(request.acteur).filter(
        fiche__in=fiches_lues.values("pk"),
        fiche__cpom__premiere_annee__lte=annee,
        fiche__cpom__derniere_annee__gte=annee,
    )
    return form, annee, selectors.filtrer_signature(lus, annee, form.cleaned_data.get("signature", ""))


def _lignes(indicateurs: Any, annee: int) -> LignesIndicateurs:
    """One reading of the returns for the whole page."""
    lus = list(indicateurs)
    comptes = selectors.comptes_transmis({indicateur.fiche.dispositif_id for indicateur in lus}, [annee])
    return [(indicateur, selectors.annee_de(indicateur, annee, comptes)) for indicateur in lus]


def _adresses(request: Requete, nom: str) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [(extension.upper(), f"{reverse(nom, args=[extension])}{suite}") for extension in tableur.FORMATS]


def _exiger_format(extension: str) -> None:
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")


def _journaliser(request: Requete, acte: str, lignes: int) -> None:
    journaliser(request.acteur, f"cpom.{acte}", nature=NatureTrace.LECTURE, details={"lignes": lignes})
