"""Absences: the list and the form."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.agenda import selectors, services
from maillage.agenda.forms import AbsenceForm, FiltresAbsencesForm
from maillage.agenda.models import Absence
from maillage.agenda.views.base import envoye, executer, executer_formulaire, lien, peut_ecrire, version_lue
from maillage.socle.requete import Requete

PAR_PAGE = 50


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the absences, those of today first asked for, by pages of 50."""
    form = FiltresAbsencesForm(request.GET or None, dispositif_id=request.dispositif.pk)
    visibles = selectors.absences_visibles(request.acteur, request.dispositif)
    page = Paginator(form.appliquer(visibles), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"form": form, "page": page, "peut_ecrire": peut_ecrire(request)}
    return render(request, "agenda/absences.html", contexte)


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
