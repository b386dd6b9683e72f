"""Importing a FINESS file: deposit, look at what it would change, apply."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.contrib import messages
from django.core.files.storage import FileSystemStorage
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from maillage.socle.requete import Requete
from maillage.socle.tableur import reponse
from maillage.structures import selectors
from maillage.structures.exports import feuille_du_rapport
from maillage.structures.finess import CompteRendu, FormatInconnu, importer_finess
from maillage.structures.finess.flux import empreinte
from maillage.structures.forms.etablissements import FichierFinessForm

EMPREINTE = re.compile(r"^[0-9a-f]{64}$")
LIGNES_MONTREES = 200


def deposer(request: Requete) -> HttpResponse:
    """Ask for a file; once given, really execute it, undo it, and show what it would change."""
    if request.method != "POST":
        return _page(request, FichierFinessForm())
    form = FichierFinessForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    fichier, situation = form.cleaned_data["fichier"], form.cleaned_data["situation_le"]
    binaire = cast(BinaryIO, fichier.file)
    try:
        rendu = importer_finess(request.acteur, binaire, nom=fichier.name, essai=True, situation_le=situation)
    except FormatInconnu as erreur:
        form.add_error("fichier", str(erreur))
        return _page(request, form, status=422)
    depot = _stockage().save(empreinte(binaire), fichier)
    return render(request, "structures/apercu_finess.html", {**_rendu(rendu), "depot": depot, "situation": situation})


@require_POST
def appliquer(request: Requete) -> HttpResponse:
    """Apply a deposited file, then throw the deposit away."""
    depot = request.POST.get("depot", "")
    stockage = _stockage()
    if not EMPREINTE.match(depot) or not stockage.exists(depot):
        raise Http404("Ce dépôt n'existe plus : déposez de nouveau le fichier.")
    with Path(stockage.path(depot)).open("rb") as fichier:
        rendu = importer_finess(
            request.acteur, fichier, nom=request.POST.get("nom", "")[:200], situation_le=_situation(request)
        )
    stockage.delete(depot)
    comptes = ", ".join(f"{valeur} {mot}" for valeur, mot in rendu.comptes_dits) or "aucun changement"
    messages.success(request, f"Le fichier est importé : {comptes}.")
    return HttpResponseRedirect(reverse("structures:import_finess"))


@require_safe
def rapport(request: Requete, lot: int) -> HttpResponse:
    """Send every remark made while reading a file, as CSV."""
    lu = selectors.lot_finess(lot)
    if lu is None:
        raise Http404("Ce fichier n'a pas été lu ici.")
    return reponse(feuille_du_rapport(lu), f"rapport-finess-{lu.situation_le}", "csv")


def _situation(request: Requete) -> date | None:
    try:
        return parse_date(request.POST.get("situation", ""))
    except ValueError:
        return None


def _page(request: Requete, form: FichierFinessForm, *, status: int = 200) -> HttpResponse:
    contexte = {"form": form, "lots": selectors.lots_finess()}
    return render(request, "structures/import_finess.html", contexte, status=status)


def _rendu(rendu: CompteRendu) -> dict[str, Any]:
    reunies = rendu.lignes_reunies
    return {
        "rendu": rendu,
        "changements": rendu.changements[:LIGNES_MONTREES],
        "lignes": reunies[:LIGNES_MONTREES],
        "nombre_de_lignes": len(reunies),
        "limite": LIGNES_MONTREES,
    }


def _stockage() -> FileSystemStorage:
    return FileSystemStorage(location=Path(settings.DOSSIER_DONNEES) / "depots-finess", allow_overwrite=True)
