"""The queue of what families say is not right, and the answers."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.comptes.views.commun import dire
from maillage.portail.espace import services
from maillage.portail.espace.exports import feuille_des_rectifications
from maillage.portail.espace.forms import ETATS, FiltresRectificationsForm, ProlongerForm, RepondreForm
from maillage.portail.espace.referentiels import delai
from maillage.portail.espace.selectors import compter_par_etat, lister_rectifications, rectification_visible
from maillage.portail.models import Rectification
from maillage.socle.acteur import Acces
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser, journaliser_lecture
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 50


def rectifications(request: Requete, dispositif: str) -> HttpResponse:
    """List the requests, what is left to answer first."""
    form = FiltresRectificationsForm(request.GET or None)
    filtres, le, tri = form.filtres(), timezone.localdate(), request.GET.get("tri", "echeance")
    lignes = lister_rectifications(request.acteur, request.dispositif.pk, filtres, le=le, tri=tri)
    comptes = compter_par_etat(request.acteur, request.dispositif.pk, le=le)
    contexte = {
        "form": form,
        "filtres": filtres,
        "tri": tri,
        "page": Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page")),
        "onglets": [(code, libelle, comptes[code]) for code, libelle in ETATS if code],
        "vide": not any(comptes.values()),
        "aujourd_hui": le,
        "liens_export": _liens_export(request, dispositif),
    }
    return render(request, "portail/espace/rectifications.html", contexte)


def exporter_rectifications(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered queue as a file; the export is journaled."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    le = timezone.localdate()
    filtres = FiltresRectificationsForm(request.GET or None).filtres()
    lignes = list(lister_rectifications(request.acteur, request.dispositif.pk, filtres, le=le))
    journaliser(
        request.acteur,
        "portail.exporter_rectifications",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": len(lignes)},
    )
    return reponse(feuille_des_rectifications(lignes), f"rectifications-{dispositif}-{le.isoformat()}", extension)


def rectification(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Show one request and what may be done about it; the reading is journaled."""
    return _montrer(request, _une_ou_404(request, identifiant), {})


@require_POST
def repondre(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Answer with a reason."""
    une, form = _une_ou_404(request, identifiant), RepondreForm(request.POST)
    if form.is_valid():
        try:
            services.repondre_rectification(request.acteur, une, maintenant=timezone.now(), **form.cleaned_data)
        except services.ErreurRectification as erreur:
            form.add_error(erreur.champ or None, str(erreur))
        else:
            dire(request, "Réponse donnée : la famille la lit dans son espace.")
            return redirect("espace:rectifications", dispositif)
    return _montrer(request, une, {"repondre": form})


@require_POST
def prolonger(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Take two more months, and say why."""
    une, form = _une_ou_404(request, identifiant), ProlongerForm(request.POST)
    if form.is_valid():
        try:
            services.prolonger_rectification(request.acteur, une, maintenant=timezone.now(), **form.cleaned_data)
        except services.ErreurRectification as erreur:
            form.add_error(erreur.champ or None, str(erreur))
        else:
            dire(request, "Délai prolongé : la famille lit pourquoi.")
            return redirect("espace:rectification", dispositif, identifiant)
    return _montrer(request, une, {"prolonger": form})


def _montrer(request: Requete, une: Rectification, saisis: dict[str, django_forms.Form]) -> HttpResponse:
    journaliser_lecture(
        request.acteur, "portail.lire_rectification", jeune_id=une.jeune_id, dispositif_id=une.dispositif_id
    )
    le = timezone.localdate()
    contexte: dict[str, Any] = {
        "une": une,
        "source": delai(timezone.localdate(une.recue_le)).source,
        "en_retard": une.etat == "RECUE" and une.echeance < le,
        "prolongeable": une.etat == "RECUE" and not une.prolongation and une.echeance >= le,
        "repondre": RepondreForm(initial={"version": une.version}),
        "prolonger": ProlongerForm(initial={"version": une.version}),
        "peut_ecrire": request.acteur.peut("familles", Acces.ECRITURE, une.dispositif_id),
        **saisis,
    }
    return render(request, "portail/espace/rectification.html", contexte)


def _une_ou_404(request: Requete, identifiant: str) -> Rectification:
    une = rectification_visible(request.acteur, request.dispositif.pk, identifiant)
    if une is None:
        raise Http404("Aucune demande à cette adresse.")
    return une


def _liens_export(request: Requete, dispositif: str) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [
        (extension.upper(), reverse("espace:exporter_rectifications", args=[dispositif, extension]) + suite)
        for extension in FORMATS
    ]
