"""Importing a FINESS file: deposit, look at what it would change, apply; a large file is read and written in the background."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from maillage.socle.listes import trouve
from maillage.socle.requete import Requete
from maillage.socle.tableur import reponse
from maillage.structures import selectors
from maillage.structures.exports import feuille_du_rapport
from maillage.structures.finess import FormatInconnu, depots
from maillage.structures.forms.etablissements import FichierFinessForm
from maillage.structures.taches import lancer_finess
from maillage.territoire.vocabulaire import EtatImport

OUBLIE = "Ce dépôt n'existe plus : déposez de nouveau le fichier."


def deposer(request: Requete) -> HttpResponse:
    """Ask for a file; once given, really execute it, undo it, and show what it would change."""
    if request.method != "POST":
        return _page(request, FichierFinessForm())
    form = FichierFinessForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        depot = depots.deposer(request.acteur, form.cleaned_data["fichier"], form.cleaned_data["situation_le"])
    except FormatInconnu as erreur:
        form.add_error("fichier", str(erreur))
        return _page(request, form, status=422)
    if depot.etat == EtatImport.LECTURE:
        lancer_finess(depot)
    return _vers(depot)


@require_safe
def apercu(request: Requete, depot: str) -> HttpResponse:
    """Show a deposited file: how far its reading is, what it would change, what it changed, or why it stopped."""
    lu = trouve(depots.depot_connu(depot), OUBLIE)
    if request.htmx and not lu.en_cours:
        return HttpResponse(headers={"HX-Refresh": "true"})
    situation = parse_date(lu.rendu.get("situation_le") or lu.situation)
    changements = [{**un, "date": parse_date(un["date"])} for un in lu.rendu.get("changements", ())]
    contexte = {"depot": lu, "situation": situation, "changements": changements, "limite": depots.LIGNES_MONTREES}
    return render(request, "structures/apercu_finess.html", contexte)


@require_POST
def appliquer(request: Requete) -> HttpResponse:
    """Apply a deposited file once; a small one is then thrown away at once."""
    depot = trouve(depots.depot_connu(request.POST.get("depot", "")), OUBLIE)
    if depot.etat != EtatImport.APERCU or (pris := depots.reserver(request.acteur, depot)) is None:
        raise Http404("Ce fichier n'attend plus de confirmation.")
    lancer_finess(pris)
    fini = depots.depot_connu(pris.cle)
    if pris.long or fini is None or fini.etat != EtatImport.APPLIQUE:
        return _vers(pris)
    comptes = ", ".join(f"{valeur} {mot}" for valeur, mot in fini.rendu["comptes"]) or "aucun changement"
    messages.success(request, f"Le fichier est importé : {comptes}.")
    depots.oublier(fini)
    return HttpResponseRedirect(reverse("structures:import_finess"))


@require_safe
def rapport(request: Requete, lot: int) -> HttpResponse:
    """Send every remark made while reading a file, as CSV."""
    lu = selectors.lot_finess(lot)
    if lu is None:
        raise Http404("Ce fichier n'a pas été lu ici.")
    return reponse(feuille_du_rapport(lu), f"rapport-finess-{lu.situation_le}", "csv")


def _page(request: Requete, form: FichierFinessForm, *, status: int = 200) -> HttpResponse:
    contexte = {"form": form, "lots": selectors.lots_finess(), "depots": depots.en_attente()}
    return render(request, "structures/import_finess.html", contexte, status=status)


def _vers(depot: depots.Depot) -> HttpResponse:
    return HttpResponseRedirect(reverse("structures:apercu_finess", args=[depot.cle]))
