"""The page « Ce que voit l'autorité », its filters and its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.activite.selectors.periodes import periodes_proposees
from maillage.portail.accueil import Repere
from maillage.portail.autorite.lignes import (
    A_SIGNER,
    ATTENTES,
    SANS_FICHE,
    SANS_RETOUR,
    FiltresAutorite,
    LigneAutorite,
    filtrer,
    lignes_de,
)
from maillage.socle import tableur
from maillage.socle.adresses import adresse_ouverte
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser

PAR_PAGE = 25
TOUS = [("", "Tous")]
RANG_DU_DERNIER_FINI = 1
COLONNES = (
    "Dispositif",
    "Code",
    "Type",
    "Département",
    "Dossier de reconnaissance",
    "Convention du département",
    "Fiches CPOM",
    "Valeurs signées",
    "Valeurs à signer",
    "Période",
    "Retour",
)
PORTES = (
    ("Dossiers de reconnaissance", "reconnaissance:dossiers", "Où en est chaque dossier, de l'échange à l'arrêté."),
    ("Conventions", "conventions:etat", "La convention cadre de chaque département, à une date."),
    ("Feuille de route et instances", "conventions:decisions", "Les décisions des instances et leurs suites."),
    ("Fiches action des CPOM", "cpom:fiches", "Objectifs, actions et dialogue de gestion."),
    ("Indicateurs des CPOM", "cpom:indicateurs", "La valeur de l'année à côté de sa cible."),
    ("Retours reçus", "pilotage:retours", "Les mesures d'ensemble de chaque trimestre."),
    ("Restitution", "pilotage:restitution", "Les chiffres de la région, protégés."),
    ("Territoire", "territoire:carte", "Communes et établissements, en carte et en tableau."),
    ("Zones blanches", "cartographie:etudes", "Où personne ne répond encore."),
    ("Délais d'admission", "attente:delais", "L'attente par département, sans petit nombre."),
    ("Délais d'appui", "appui_ressource:territoires", "Le premier mot donné aux écoles et aux familles."),
)
"""Label, page, sentence; a page that is closed to the person, or not installed, is not drawn."""
REPERES = {
    SANS_RETOUR: "retour attendu,retours attendus",
    A_SIGNER: "dispositif a des valeurs à signer,dispositifs ont des valeurs à signer",
    SANS_FICHE: "dispositif sans fiche CPOM,dispositifs sans fiche CPOM",
}


class FiltresAutoriteForm(forms.Form):
    """Filters as words in the address; the choices are those of the lines."""

    q = forms.CharField(label="Nom contient", required=False, max_length=80)
    departement = forms.ChoiceField(label="Département", required=False)
    type = forms.ChoiceField(label="Type", required=False)
    attente = forms.ChoiceField(label="Ce qui attend", choices=[*TOUS, *ATTENTES.items()], required=False)
    tri = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)

    def __init__(self, *args: Any, lignes: Iterable[LigneAutorite], **options: Any) -> None:
        super().__init__(*args, **options)
        lues = list(lignes)
        for nom in ("departement", "type"):
            valeurs = sorted({getattr(ligne.dispositif, nom) for ligne in lues} - {""})
            self.fields[nom].choices = [*TOUS, *((valeur, valeur) for valeur in valeurs)]  # type: ignore[attr-defined]

    def filtres(self) -> FiltresAutorite:
        """Return what is understood."""
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        valeurs = {nom: lus.get(nom, "") for nom in ("q", "departement", "type", "attente")}
        return FiltresAutorite(**valeurs, tri=lus.get("tri") or "nom")


@dataclass(frozen=True)
class Lue:
    """What both the page and the file read."""

    periode: str
    lignes: list[LigneAutorite]
    form: FiltresAutoriteForm

    @property
    def gardees(self) -> list[LigneAutorite]:
        return filtrer(self.lignes, self.form.filtres())


@require_safe
def autorite(request: Requete) -> HttpResponse:
    """Show where each dispositif of the scope stands, and the doors to what is behind."""
    lue = _lire(request)
    contexte = {
        "form": lue.form,
        "tri": lue.form.filtres().tri,
        "periode": lue.periode,
        "reperes": _reperes(lue.lignes),
        "page": Paginator(lue.gardees, PAR_PAGE).get_page(request.GET.get("page")),
        "portes": [(mot, url, phrase) for mot, nom, phrase in PORTES if (url := adresse_ouverte(request.acteur, nom))],
        "liens_export": _liens(request),
        "voit_tout": request.acteur.dispositifs("autorite") is None,
    }
    return render(request, "portail/autorite.html", contexte)


@require_safe
def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered lines as a file."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    lue = _lire(request)
    feuille = tableur.Feuille("Dispositifs", COLONNES, [_cellules(ligne, lue.periode) for ligne in lue.gardees])
    details = {"format": extension, "lignes": len(feuille.lignes)}
    journaliser(request.acteur, "portail.exporter_autorite", nature=NatureTrace.LECTURE, details=details)
    return tableur.reponse(feuille, f"dispositifs-{timezone.localdate().isoformat()}", extension)


def _lire(request: Requete) -> Lue:
    le = timezone.localdate()
    periode = periodes_proposees(aujourd_hui=le)[RANG_DU_DERNIER_FINI]
    lignes = lignes_de(request.acteur, periode, le=le)
    return Lue(periode, lignes, FiltresAutoriteForm(request.GET or None, lignes=lignes))


def _reperes(lignes: Iterable[LigneAutorite]) -> list[Repere]:
    """What waits, each count leading to its lines."""
    lues = list(lignes)
    nombres = Counter({attente: len(filtrer(lues, FiltresAutorite(attente=attente))) for attente in REPERES})
    return [
        Repere(nombres[attente], mots, f"{reverse('portail:autorite')}?attente={attente}#dispositifs")
        for attente, mots in REPERES.items()
        if nombres[attente]
    ]


def _cellules(ligne: LigneAutorite, periode: str) -> list[tableur.Cellule]:
    dispositif = ligne.dispositif
    return [
        dispositif.nom,
        dispositif.code,
        dispositif.type,
        dispositif.departement,
        ligne.dossier,
        ligne.convention,
        ligne.cpom.fiches,
        ligne.cpom.signees,
        ligne.cpom.a_signer,
        periode,
        ligne.retour.libelle_etat,
    ]


def _liens(request: Requete) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [
        (extension.upper(), reverse("portail:exporter_autorite", args=[extension]) + suite)
        for extension in tableur.FORMATS
    ]
