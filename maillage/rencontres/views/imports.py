"""Participants of a file: shown first, written after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from maillage.rencontres import referentiels
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.inscription import SaisieInscription
from maillage.rencontres.models import SeanceRencontre
from maillage.rencontres.services.imports import ApercuImport, apercevoir, importer
from maillage.rencontres.views.commun import adresse_de, trouver_seance
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete

SEL = "maillage.rencontres.import"
T = TypeVar("T")
DUREE = 3600
"""Seconds between what was shown and what is written."""


class FichierForm(forms.Form):
    """The file."""

    fichier = forms.FileField(
        label="Fichier",
        help_text="CSV, XLSX ou ODS, avec les colonnes Prénom, Nom, et si possible Courriel, Fonction, Établissement, Attentes.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.ods,.xls"}),
    )


def importer_fichier(request: Requete, seance: str) -> HttpResponse:
    """Take a file, show what it would do, then do it."""
    trouvee = trouver_seance(request, seance)
    if request.method == "POST" and "lignes" in request.POST:
        return _ecrire(request, trouvee)
    recu = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FichierForm(*recu)
    apercu = _lire(request, trouvee, form) if form.is_bound and form.is_valid() else None
    contexte = {
        "seance": trouvee,
        "rencontre": trouvee.rencontre,
        "form": form,
        "apercu": apercu,
        "lignes": _sceller(trouvee, apercu) if apercu else "",
        "retour": adresse_de(trouvee.rencontre, "inscriptions"),
    }
    return render(request, "rencontres/importer.html", contexte, status=422 if form.errors else 200)


def _lire(request: Requete, seance: SeanceRencontre, form: FichierForm) -> ApercuImport | None:
    def regarder(octets: bytes, nom: str, maximum: int) -> ApercuImport:
        return apercevoir(request.acteur, seance, octets, nom, maximum=maximum)

    return lire_depot(form, regarder)


def lire_depot(form: forms.Form, regarder: Callable[[bytes, str, int], T]) -> T | None:
    """Return what `regarder` sees in the file (bytes, name, most lines), None with the refusal placed in the form."""
    fichier = form.cleaned_data["fichier"]
    reglages = referentiels.reglages(timezone.localdate())
    try:
        if fichier.size > reglages.fichier_mo * 1024 * 1024:
            raise ErreurRencontre(f"Ce fichier pèse plus de {reglages.fichier_mo} Mo.", champ="fichier")
        return regarder(fichier.read(), fichier.name, reglages.lignes_import_max)
    except ErreurRencontre as refus:
        placer_refus(form, refus)
        return None


def _sceller(seance: SeanceRencontre, apercu: ApercuImport) -> str:
    """Sign what was shown: what is written is exactly that, and nothing waits on the server."""
    return sceller(seance.identifiant, [asdict(ligne.saisie) for ligne in apercu.bonnes])


def sceller(destination: str, lignes: list[Any]) -> str:
    """Sign the lines shown and where they go."""
    return signing.dumps([destination, lignes], salt=SEL, compress=True)


def desceller(request: Requete, destination: str) -> list[Any] | None:
    """Return the lines that were shown for that destination; None, said to the person, when they are too old or not ours."""
    try:
        identifiant, lignes = signing.loads(request.POST["lignes"], salt=SEL, max_age=DUREE)
    except signing.BadSignature:
        identifiant, lignes = "", []
    if identifiant == destination:
        return list(lignes)
    messages.error(request, "L'aperçu est trop ancien : déposez le fichier de nouveau, rien n'a été écrit.")
    return None


def _ecrire(request: Requete, seance: SeanceRencontre) -> HttpResponse:
    retour = adresse_de(seance.rencontre, "inscriptions")
    if (lignes := desceller(request, seance.identifiant)) is None:
        return redirect(request.path)
    try:
        ecrites, laissees = importer(request.acteur, seance, [SaisieInscription(**ligne) for ligne in lignes])
    except ErreurRencontre as refus:
        messages.error(request, f"Rien n'a été écrit : {refus.message}")
        return redirect(request.path)
    suite = f" {ecrire_compte(laissees, 'personne')} déjà inscrites entre-temps." if laissees else ""
    messages.success(request, f"{ecrire_compte(ecrites, 'inscription écrite', 'inscriptions écrites')}.{suite}")
    return redirect(retour)
