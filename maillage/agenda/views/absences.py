"""Absences: the list and the form."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from maillage.agenda import selectors, services
from maillage.agenda.exports import feuille_des_absences
from maillage.agenda.forms import AbsenceForm, FiltresAbsencesForm, TraitementForm
from maillage.agenda.models import Absence, Justificatif
from maillage.agenda.views.base import (
    envoye,
    executer,
    executer_formulaire,
    exporter_feuille,
    lien,
    liens_d_export,
    peut_ecrire,
    refuser,
    version_lue,
)
from maillage.socle.adresses import adresse_ouverte
from maillage.socle.domain.calendrier import trimestre_de
from maillage.socle.requete import Requete

PAR_PAGE = 20
PAR_LOT = 200
EXPORT_MAX = 10_000


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the absences, those left to handle first asked for, each with who to call and what it touches, by pages of 20."""
    form = FiltresAbsencesForm(request.GET or None, dispositif_id=request.dispositif.pk)
    filtres = form.filtres()
    absences = selectors.lister_absences(request.acteur, request.dispositif, filtres)
    page = Paginator(absences, PAR_PAGE).get_page(request.GET.get("page"))
    lignes = selectors.lignes_absences(request.dispositif, page.object_list)
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": [(ligne, _liens(request, ligne)) for ligne in lignes],
        "motifs": selectors.motifs_proposes(request.dispositif.pk),
        "justificatifs": Justificatif.choices,
        "liens_export": liens_d_export(request, "absences_export"),
        "peut_ecrire": peut_ecrire(request),
        "filtree": bool(request.GET),
    }
    return render(request, "agenda/absences.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresAbsencesForm(request.GET or None, dispositif_id=request.dispositif.pk).filtres()
    cles = list(selectors.lister_absences(request.acteur, request.dispositif, filtres)[:EXPORT_MAX])
    lignes = [
        ligne
        for rang in range(0, len(cles), PAR_LOT)
        for ligne in selectors.lignes_absences(request.dispositif, cles[rang : rang + PAR_LOT])
    ]
    return exporter_feuille(request, feuille_des_absences(lignes), "absences", extension)


@require_POST
def traiter(request: Requete, dispositif: str, absence: int) -> HttpResponse:
    """Handle a declared absence: reason, proof, call, in one gesture."""
    form = TraitementForm(request.POST, dispositif_id=request.dispositif.pk)
    if not form.is_valid():
        return refuser(request, form, lien(request, "absences"))
    return executer(
        request,
        lambda: services.traiter_absence(
            request.acteur,
            request.dispositif,
            absence_id=absence,
            traitement=form.traitement(),
            version=form.cleaned_data["version"],
        ),
        retour=lien(request, "absences"),
    )


@require_POST
def traiter_presence(request: Requete, dispositif: str, evenement: str, jeune: str) -> HttpResponse:
    """Handle someone noted absent without a reason."""
    form = TraitementForm(request.POST, dispositif_id=request.dispositif.pk)
    if not form.is_valid():
        return refuser(request, form, lien(request, "absences"))
    return executer(
        request,
        lambda: services.traiter_presence(
            request.acteur,
            request.dispositif,
            identifiant=evenement,
            jeune=jeune,
            traitement=form.traitement(),
            version=form.cleaned_data["version"],
        ),
        retour=lien(request, "absences"),
    )


@require_POST
def rouvrir(request: Requete, dispositif: str, absence: int) -> HttpResponse:
    """Put a handled absence back among what is left to handle."""
    return executer(
        request,
        lambda: services.rouvrir_absence(
            request.acteur, request.dispositif, absence_id=absence, version=version_lue(request)
        ),
        retour=lien(request, "absences"),
    )


def declarer(request: Requete, dispositif: str) -> HttpResponse:
    """Declare an absence."""
    form = AbsenceForm(
        envoye(request),
        dispositif_id=request.dispositif.pk,
        initial={"debut": timezone.localdate(), **request.GET.dict()},
    )
    retour = lien(request, "absences")
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.declarer_absence(request.acteur, request.dispositif, saisie=form.saisie()),
            retour=retour,
        )
        if reponse is not None:
            return reponse
    return _page(request, form, None, retour)


def modifier(request: Requete, dispositif: str, absence: int) -> HttpResponse:
    """Change an absence; refused if someone else changed it since."""
    visibles = selectors.absences_visibles(request.acteur, request.dispositif)
    lue = visibles.filter(pk=absence).first()
    if lue is None:
        raise Http404("Cette absence n'existe pas, ou plus, dans ce dispositif.")
    form = AbsenceForm(envoye(request), dispositif_id=request.dispositif.pk, absence=lue)
    retour = lien(request, "absences")
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.modifier_absence(
                request.acteur,
                request.dispositif,
                absence_id=absence,
                saisie=form.saisie(),
                version=form.cleaned_data["version"] or 0,
            ),
            retour=retour,
        )
        if reponse is not None:
            return reponse
    return _page(request, form, lue, retour)


@require_POST
def supprimer(request: Requete, dispositif: str, absence: int) -> HttpResponse:
    """Remove an absence; it can be undone."""
    return executer(
        request,
        lambda: services.supprimer_absence(
            request.acteur, request.dispositif, absence_id=absence, version=version_lue(request)
        ),
        retour=lien(request, "absences"),
    )


def _page(request: Requete, form: AbsenceForm, absence: Absence | None, retour: str) -> HttpResponse:
    contexte = {"form": form, "absence": absence, "retour": retour}
    return render(request, "agenda/absence_form.html", contexte, status=422 if form.errors else 200)


def _liens(request: Requete, ligne: selectors.LigneAbsence) -> dict[str, str]:
    """Addresses of what the absence changes elsewhere, for the pages that exist and are open to the person."""
    jour = timezone.localdate(ligne.debut)
    pk, code = request.dispositif.pk, request.dispositif.code
    compte = adresse_ouverte(request.acteur, "activite:explication", code, dispositif_id=pk)
    tournees = adresse_ouverte(request.acteur, "cartographie:tournees", code, dispositif_id=pk)
    quoi = {
        "mesure": "jour",
        "jeune": ligne.jeune,
        "jour": jour.isoformat(),
        "periode": str(trimestre_de(jour)),
    }
    return {
        "compte": f"{compte}?{urlencode(quoi)}" if compte else "",
        "tournees": f"{tournees}?{urlencode({'jour': jour.isoformat(), 'jeune': ligne.jeune})}" if tournees else "",
        "semaine": f"{lien(request, 'semaine_jeune', ligne.jeune)}?semaine={jour.isoformat()}",
        "contacts": lien(request, "contacts", ligne.jeune),
    }
