"""Meetings of a file: shown first, written after, undone while nobody is registered."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from maillage.rencontres import exports
from maillage.rencontres.forms.actes import FormulaireActe
from maillage.rencontres.selectors.imports import imports_faits
from maillage.rencontres.services.imports_rencontres import (
    ApercuRencontres,
    annuler_import,
    apercevoir_rencontres,
    importer_rencontres,
)
from maillage.rencontres.views.commun import jouer, trouve
from maillage.rencontres.views.imports import FichierForm, desceller, lire_depot, sceller
from maillage.socle import tableur
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.requete import Requete

DESTINATION = "rencontres"
"""What the signature says, so that lines shown for a date's participants are never written as meetings."""


class FichierRencontresForm(FichierForm):
    """The file of meetings."""

    fichier = forms.FileField(
        label="Fichier",
        help_text="CSV, XLSX ou ODS, une ligne par date. Titre, Nature, Date, Début et Fin sont nécessaires, et Ville, Lieu ou Lien. "
        "Plusieurs lignes de même titre et de même nature sont les dates d'une seule rencontre.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.ods,.xls"}),
    )


class AnnulerImportForm(FormulaireActe):
    """Undo."""

    titre = "Annuler l'import"
    bouton = "Annuler l'import"
    phrase = (
        "Les rencontres et les dates écrites par ce fichier s'effacent. "
        "Possible tant que personne n'est inscrit, que rien n'a été annoncé ni ajouté."
    )
    dangereux = True

    def accomplir(self) -> str:
        nombre = annuler_import(self.acteur, self.cible.identifiant, self.cible.ecrits)
        return f"L'import est annulé : {ecrire_compte(nombre, 'date effacée', 'dates effacées')}."


def importer_fichier(request: Requete) -> HttpResponse:
    """Take a file, show what it would do, then do it."""
    if request.method == "POST" and "lignes" in request.POST:
        return _ecrire(request)
    recu = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FichierRencontresForm(*recu)
    apercu = _lire(request, form) if form.is_bound and form.is_valid() else None
    scelles = [[ligne.numero, dict(ligne.cellules)] for ligne, _ in apercu.bonnes] if apercu else []
    contexte = {
        "form": form,
        "apercu": apercu,
        "lignes": sceller(DESTINATION, scelles) if scelles else "",
        "retour": reverse("rencontres:liste"),
        "formats": [(genre.upper(), reverse("rencontres:modele_import", args=[genre])) for genre in tableur.FORMATS],
        "faits": imports_faits(request.acteur),
    }
    return render(request, "rencontres/importer_rencontres.html", contexte, status=422 if form.errors else 200)


def modele_import(request: Requete, extension: str) -> HttpResponse:
    """Send the file to fill in."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format n'existe pas.")
    return tableur.reponse(exports.modele_de_rencontres(), "modele-rencontres", extension)


def annuler(request: Requete, lot: str) -> HttpResponse:
    """Undo an import."""
    fait = trouve(next(iter(imports_faits(request.acteur, identifiant=lot)), None), "Aucun import récent ici.")
    return jouer(request, AnnulerImportForm, cible=fait, retour=reverse("rencontres:importer_rencontres"))


def _lire(request: Requete, form: forms.Form) -> ApercuRencontres | None:
    def regarder(octets: bytes, nom: str, maximum: int) -> ApercuRencontres:
        return apercevoir_rencontres(request.acteur, octets, nom, maximum=maximum)

    return lire_depot(form, regarder)


def _ecrire(request: Requete) -> HttpResponse:
    lignes = desceller(request, DESTINATION)
    if lignes is None:
        return redirect(request.path)
    rencontres, dates, laissees = importer_rencontres(request.acteur, lignes)
    faites = f"{ecrire_compte(rencontres, 'rencontre ouverte', 'rencontres ouvertes')}, {ecrire_compte(dates, 'date écrite', 'dates écrites')}"
    suite = (
        f" {ecrire_compte(laissees, 'ligne laissée', 'lignes laissées')} : déjà là, ou changées entre-temps."
        if laissees
        else ""
    )
    messages.success(request, f"{faites}.{suite}")
    return redirect(request.path)
