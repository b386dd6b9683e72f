"""The yearly statement of days at home, for the CAF or the MSA: the list of a dispositif, one young person, the files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.liaison.documents.domicile import rapport_domicile
from maillage.liaison.exports import feuille_domicile
from maillage.liaison.forms import AnneeForm
from maillage.liaison.referentiels import domicile
from maillage.liaison.selectors.domicile import ReleveAnnuel, releves_de_l_annee
from maillage.liaison.views.commun import trouver_jeune
from maillage.parcours.selectors import jeunes_visibles
from maillage.socle.models import NatureTrace
from maillage.socle.rapports import en_pdf
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser, journaliser_lecture
from maillage.socle.tableur import FORMATS, reponse


def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the statement of every young person who had days of accueil de nuit that year."""
    form = AnneeForm(request.GET or None)
    contexte = {
        "form": form,
        "annee": form.choisie(),
        "releves": _releves(request, form.choisie()),
        "reglages": domicile(),
        "liens_export": [
            (f.upper(), f"{reverse('liaison:domicile_exporter', args=[dispositif, f])}?annee={form.choisie()}")
            for f in FORMATS
        ],
    }
    return render(request, "liaison/domicile.html", contexte)


def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the list as a file; the export is journaled."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    annee = AnneeForm(request.GET or None).choisie()
    releves = _releves(request, annee)
    journaliser(
        request.acteur,
        "liaison.exporter_domicile",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "annee": annee, "lignes": len(releves)},
    )
    return reponse(feuille_domicile(releves), f"jours-a-la-maison-{dispositif}-{annee}", extension)


def jeune(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show the statement of one young person; the reading is journaled."""
    connu, form = trouver_jeune(request, jeune), AnneeForm(request.GET or None)
    releve = _releve(request, connu, form.choisie())
    contexte = {
        "jeune": connu,
        "form": form,
        "annee": form.choisie(),
        "sans_agenda": releve is not None and releve.sans_agenda,
        "rapport": rapport_domicile(releve, dispositif=request.dispositif.nom)
        if releve and not releve.sans_agenda
        else None,
    }
    return render(request, "liaison/domicile_jeune.html", contexte)


def pdf(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Send the statement as a tagged PDF, to hand to the family."""
    connu, annee = trouver_jeune(request, jeune), AnneeForm(request.GET or None).choisie()
    releve = _releve(request, connu, annee)
    if releve is None or releve.sans_agenda:
        raise Http404("Aucune nuit de ce jeune n'est à l'agenda cette année-là.")
    entetes = {"Content-Disposition": f'inline; filename="jours-a-la-maison-{annee}-{connu.identifiant}.pdf"'}
    octets = en_pdf(rapport_domicile(releve, dispositif=request.dispositif.nom))
    return HttpResponse(octets, content_type="application/pdf", headers=entetes)


def _releve(request: Requete, connu: Any, annee: int) -> ReleveAnnuel | None:
    journaliser_lecture(
        request.acteur,
        "liaison.lire_domicile",
        jeune_id=connu.pk,
        dispositif_id=request.dispositif.pk,
    )
    jeunes = {connu.identifiant: connu}
    releves = releves_de_l_annee(request.acteur, request.dispositif.pk, jeunes, annee, le=timezone.localdate())
    return releves[0] if releves else None


def _releves(request: Requete, annee: int) -> list[ReleveAnnuel]:
    jeunes = {
        un.identifiant: un for un in jeunes_visibles(request.acteur, request.dispositif).order_by("nom", "prenom")
    }
    return releves_de_l_annee(request.acteur, request.dispositif.pk, jeunes, annee, le=timezone.localdate())
