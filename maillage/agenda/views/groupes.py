"""Rosters: the list, one with who belongs to it, entries and exits."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.agenda import selectors, services
from maillage.agenda.exports import feuille_des_membres
from maillage.agenda.forms import EntreeForm, GroupeForm, SortieForm
from maillage.agenda.models import GroupeJeunes
from maillage.agenda.views.base import (
    envoye,
    executer,
    executer_formulaire,
    exporter_feuille,
    lien,
    liens_d_export,
    page_formulaire,
    peut_ecrire,
)
from maillage.socle.requete import Requete

PAR_PAGE = 50
PROCHAINS = 10


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the groups, or those that are over (`etat=finis`)."""
    finis = request.GET.get("etat") == "finis"
    le = timezone.localdate()
    groupes = selectors.lister_groupes(request.acteur, request.dispositif, le=le, finis=finis)
    page = Paginator(groupes, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"page": page, "finis": finis, "le": le, "peut_ecrire": peut_ecrire(request)}
    return render(request, "agenda/groupes.html", contexte)


@require_safe
def groupe(request: Requete, dispositif: str, groupe: str) -> HttpResponse:
    """Show who belongs to a group and since when, what is planned for it, and the forms of entry and exit."""
    lu = _groupe(request, groupe)
    le = timezone.localdate()
    sejours = list(selectors.membres(lu))
    a_venir = selectors.evenements_visibles(request.acteur, request.dispositif).filter(
        groupe=lu, debut__gte=timezone.now()
    )
    contexte = {
        "groupe": lu,
        "presents": [s for s in sejours if s.debut <= le and (s.fin is None or s.fin >= le)],
        "attendus": [s for s in sejours if s.debut > le],
        "partis": [s for s in sejours if s.fin is not None and s.fin < le],
        "cartes": selectors.cartes(a_venir.order_by("debut", "pk")[:PROCHAINS]),
        "entree": EntreeForm(dispositif_id=request.dispositif.pk, initial={"le": max(le, lu.debut)}),
        "le": le,
        "peut_ecrire": peut_ecrire(request),
        "liens_export": liens_d_export(request, "groupe_export", groupe),
    }
    return render(request, "agenda/groupe.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, groupe: str, extension: str) -> HttpResponse:
    """Send the members of a group, past ones too, as a file."""
    lu = _groupe(request, groupe)
    return exporter_feuille(request, feuille_des_membres(lu, selectors.membres(lu)), "groupe", extension)


def creer(request: Requete, dispositif: str) -> HttpResponse:
    """Make a group."""
    form = GroupeForm(envoye(request), dispositif_id=request.dispositif.pk, initial={"debut": timezone.localdate()})
    retour = lien(request, "groupes")
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.creer_groupe(
                request.acteur, request.dispositif, saisie=form.saisie(), jeunes=form.jeunes_choisis()
            ),
            retour=retour,
        )
        if reponse is not None:
            return reponse
    return page_formulaire(
        request,
        form,
        titre="Nouveau groupe",
        phrase="Un événement du groupe inscrit ses membres du jour en un geste.",
        bouton="Créer le groupe",
        retour=retour,
        ici="groupes",
    )


def modifier(request: Requete, dispositif: str, groupe: str) -> HttpResponse:
    """Change the name, the unit or the dates of a group."""
    lu = _groupe(request, groupe)
    form = GroupeForm(envoye(request), dispositif_id=request.dispositif.pk, groupe=lu)
    retour = lien(request, "groupe", groupe)
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.modifier_groupe(
                request.acteur,
                request.dispositif,
                identifiant=groupe,
                saisie=form.saisie(),
                version=form.cleaned_data["version"] or 0,
            ),
            retour=retour,
        )
        if reponse is not None:
            return reponse
    return page_formulaire(
        request,
        form,
        titre=f"Modifier « {lu} »",
        phrase="Qui en est, et ce qui est prévu pour lui, ne changent pas.",
        bouton="Enregistrer",
        retour=retour,
        ici="groupes",
    )


@require_POST
def entrer(request: Requete, dispositif: str, groupe: str) -> HttpResponse:
    """Bring young people in."""
    form = EntreeForm(request.POST, dispositif_id=request.dispositif.pk)
    retour = lien(request, "groupe", groupe)
    if not form.is_valid():
        messages.error(request, "Choisissez un jour et au moins un jeune.")
        return redirect(retour)
    return executer(
        request,
        lambda: services.faire_entrer(
            request.acteur,
            request.dispositif,
            identifiant=groupe,
            jeunes=[jeune.pk for jeune in form.cleaned_data["jeunes"]],
            le=form.cleaned_data["le"],
        ),
        retour=retour,
    )


@require_POST
def sortir(request: Requete, dispositif: str, groupe: str, appartenance: int) -> HttpResponse:
    """Make a young person leave."""
    form = SortieForm(request.POST)
    retour = lien(request, "groupe", groupe)
    if not form.is_valid():
        messages.error(request, "Indiquez le dernier jour, comme 2025-03-04.")
        return redirect(retour)
    return executer(
        request,
        lambda: services.faire_sortir(
            request.acteur,
            request.dispositif,
            identifiant=groupe,
            appartenance_id=appartenance,
            dernier_jour=form.cleaned_data["dernier_jour"],
        ),
        retour=retour,
    )


def _groupe(request: Requete, identifiant: str) -> GroupeJeunes:
    groupes = selectors.groupes_visibles(request.acteur, request.dispositif)
    lu = groupes.filter(identifiant=identifiant).first()
    if lu is None:
        raise Http404("Ce groupe n'existe pas, ou plus, dans ce dispositif.")
    return lu
