"""The work list of who has no dispositif of their own: recognition, conventions, CPOM, technical support of a scope, never a young person."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.bibliotheque.selectors.echeances import echeances_de_la_portee as de_la_bibliotheque
from maillage.conventions.selectors.echeances import echeances_de_la_portee as des_conventions
from maillage.cpom.selectors.echeances import echeances_de_la_portee as des_cpom
from maillage.portail.echeances.assemblage import A_TRAITER, ETATS, MOTS_DES_ETATS
from maillage.reconnaissance.selectors.echeances import echeances_de_la_portee as des_reconnaissances
from maillage.socle import tableur
from maillage.socle.acteur import Acteur
from maillage.socle.domain.echeances import EcheanceSituee, EtatEcheance
from maillage.socle.domain.texte import contient_les_mots, plier
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser
from maillage.soutien.selectors.echeances import echeances_de_la_portee as du_soutien

SECTION = "echeances_portee"
PAR_PAGE = 50
COLONNES = ("État", "À faire avant le", "Nature", "À faire", "Où", "Département", "Précision")
SOURCES = (des_reconnaissances, des_conventions, des_cpom, du_soutien, de_la_bibliotheque)
MOTS_PAR_ETAT = {etats[0]: mot for mot, etats in ETATS.items() if len(etats) == 1}
TRIS: dict[str, Callable[[EcheanceSituee], tuple[Any, ...]]] = {
    "date": lambda ligne: (ligne.echeance.dernier_jour, plier(ligne.lieu), ligne.echeance.acte),
    "nature": lambda ligne: (plier(ligne.echeance.nature), ligne.echeance.dernier_jour, ligne.echeance.acte),
    "lieu": lambda ligne: (plier(ligne.lieu), ligne.echeance.dernier_jour, ligne.echeance.acte),
}


@dataclass(frozen=True)
class FiltresPortee:
    """What the address asks for; `tri` is one of TRIS, « - » before it reverses."""

    etat: str = A_TRAITER
    nature: str = ""
    departement: str = ""
    q: str = ""
    tri: str = "date"


class FiltresPorteeForm(forms.Form):
    """Filters as words in the address; the choices are what the list holds."""

    q = forms.CharField(label="Rechercher", required=False, max_length=80)
    etat = forms.ChoiceField(label="État", choices=list(MOTS_DES_ETATS.items()), required=False)
    nature = forms.ChoiceField(label="Nature", required=False)
    departement = forms.ChoiceField(label="Département", required=False)

    def __init__(self, *args: Any, lignes: list[EcheanceSituee], **options: Any) -> None:
        super().__init__(*args, **options)
        valeurs = {
            "nature": sorted({ligne.echeance.nature for ligne in lignes}, key=plier),
            "departement": sorted({ligne.departement for ligne in lignes} - {""}),
        }
        for nom, choix in valeurs.items():
            self.fields[nom].choices = [("", "Tous"), *((mot, mot) for mot in choix)]  # type: ignore[attr-defined]

    def filtres(self) -> FiltresPortee:
        """Return what is understood."""
        self.is_valid()
        lus = {nom: valeur for nom, valeur in (self.cleaned_data if self.is_bound else {}).items() if valeur}
        tri = str(self.data.get("tri", ""))
        return FiltresPortee(**lus, tri=tri if tri.removeprefix("-") in TRIS else "date")


def echeances_de_la_portee(acteur: Acteur, *, le: dt.date) -> list[EcheanceSituee]:
    """Return what each context gives of the scope (a constant number of queries each)."""
    return [ligne for source in SOURCES for ligne in source(acteur, le=le)]


def comptes_de_la_portee(acteur: Acteur, *, le: dt.date) -> Counter[EtatEcheance]:
    """Return how many there are in each state."""
    return Counter(ligne.echeance.etat(le) for ligne in echeances_de_la_portee(acteur, le=le))


def filtrer(lignes: list[EcheanceSituee], filtres: FiltresPortee) -> list[EcheanceSituee]:
    """Keep the lines that answer every filter but that of the state, sorted."""
    gardees = [
        ligne
        for ligne in lignes
        if filtres.nature in {"", ligne.echeance.nature}
        and filtres.departement in {"", ligne.departement}
        and contient_les_mots(f"{ligne.lieu} {ligne.echeance.acte} {ligne.echeance.precision}", filtres.q)
    ]
    return sorted(gardees, key=TRIS[filtres.tri.removeprefix("-")], reverse=filtres.tri.startswith("-"))


@dataclass(frozen=True)
class Lue:
    """What both the page and the file read; `comptes`: how many in each state, before the filter of state."""

    form: FiltresPorteeForm
    filtres: FiltresPortee
    lignes: list[tuple[EcheanceSituee, EtatEcheance]]
    comptes: Counter[EtatEcheance]


def _lire(request: Requete) -> Lue:
    le = timezone.localdate()
    lues = echeances_de_la_portee(request.acteur, le=le)
    form = FiltresPorteeForm(request.GET or None, lignes=lues)
    filtres = form.filtres()
    datees = [(ligne, ligne.echeance.etat(le)) for ligne in filtrer(lues, filtres)]
    voulus = ETATS.get(filtres.etat, ETATS[A_TRAITER])
    gardees = [(ligne, etat) for ligne, etat in datees if etat in voulus]
    return Lue(form, filtres, gardees, Counter(etat for _, etat in datees))


@require_safe
def liste(request: Requete) -> HttpResponse:
    """Show what must be done in the scope, the nearest first."""
    lue = _lire(request)
    contexte = {
        "form": lue.form,
        "filtres": lue.filtres,
        "page": Paginator(lue.lignes, PAR_PAGE).get_page(request.GET.get("page")),
        "comptes": [(etat, MOTS_PAR_ETAT[etat], lue.comptes[etat]) for etat in EtatEcheance],
        "liens_export": _liens(request),
    }
    return render(request, "portail/echeances_portee.html", contexte)


@require_safe
def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file; the export is journaled."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    lignes = [_cellules(ligne, etat) for ligne, etat in _lire(request).lignes]
    details = {"format": extension, "lignes": len(lignes)}
    journaliser(request.acteur, "portail.exporter_echeances_portee", nature=NatureTrace.LECTURE, details=details)
    feuille = tableur.Feuille("Échéances", COLONNES, lignes)
    return tableur.reponse(feuille, f"echeances-{timezone.localdate().isoformat()}", extension)


def _cellules(ligne: EcheanceSituee, etat: EtatEcheance) -> list[tableur.Cellule]:
    echeance = ligne.echeance
    jour = echeance.dernier_jour.isoformat()
    return [etat.value, jour, echeance.nature, echeance.acte, ligne.lieu, ligne.departement, echeance.precision]


def _liens(request: Requete) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [
        (extension.upper(), reverse("portail:exporter_echeances_portee", args=[extension]) + suite)
        for extension in tableur.FORMATS
    ]
