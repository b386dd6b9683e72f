"""The grid of a period, and its exports."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from maillage.activite.selectors import TRIS, CaseGrille, FiltresGrille, LigneGrille, lire_grille
from maillage.activite.views.demande import Demande, contexte_commun, lire_demande
from maillage.socle.dessin import Cellule
from maillage.socle.domain.typographie import ecrire_compte, ecrire_date_annee, ecrire_duree
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, Feuille, reponse
from maillage.socle.vocabulaire import TypePhase

DEMI_JOURNEES_PAR_SEMAINE = 10
LETTRE_COMPLEXITE, LETTRE_APPUI, LETTRE_NUIT = "C", "A", "N"
LEGENDE = (
    "C : surcote de complexité",
    "A : surcote d'appui-ressource",
    "coin marqué : une alerte à lire dans « Qualité »",
    "case vide : aucune minute comptée cette semaine",
)
LEGENDE_JOURNEES = (
    "chiffre : journées de la semaine (une demi-journée compte 0,5)",
    "2N : deux nuitées dans la semaine",
    "coin marqué : une alerte à lire dans « Qualité »",
)


class FormulaireGrille(forms.Form):
    """Filters of the grid, as words in the address."""

    nom = forms.CharField(label="Nom", required=False)
    phase = forms.ChoiceField(label="Phase", required=False, choices=[("", "Toutes"), *TypePhase.choices])
    avec_alerte = forms.BooleanField(label="Avec une alerte", required=False)
    tri = forms.ChoiceField(label="Trier par", required=False, choices=list(TRIS.items()))
    periode = forms.CharField(required=False, widget=forms.HiddenInput)
    regles = forms.CharField(required=False, widget=forms.HiddenInput)


@require_GET
def grille(request: Requete, dispositif: str) -> HttpResponse:
    """Show people × weeks; a cell opens its explanation."""
    demande = lire_demande(request)
    resultat = demande.resultat()
    filtres, formulaire = _filtres(request)
    lignes = lire_grille(demande.dispositif_id, resultat, filtres)
    [compte] = resultat["dispositifs"]
    return render(
        request,
        "activite/grille.html",
        {
            **contexte_commun(request, demande),
            "form": formulaire,
            "grille": _en_composant(lignes, resultat, demande, dispositif),
            "compte": len(lignes),
            "total_jeunes": len(compte["jeunes"]),
            "mesures": compte["mesures"],
            "qualite": compte["qualite"],
            "exports": [
                (f"Grille ({extension.upper()})", _adresse_export(request, dispositif, extension))
                for extension in FORMATS
            ],
        },
    )


@require_GET
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Return the rows shown, with their filters, as a spreadsheet that carries the status of the scale."""
    if extension not in FORMATS:
        raise Http404("Ce format n'existe pas.")
    demande = lire_demande(request)
    resultat = demande.resultat()
    lignes = lire_grille(demande.dispositif_id, resultat, _filtres(request)[0])
    feuille = Feuille(
        titre=f"Grille {demande.periode.libelle}",
        colonnes=("Jeune", *resultat["periode"]["semaines"], "Unités", "Journées", "Nuitées", "Séances", "Alertes"),
        lignes=[
            (
                ligne.nom,
                *(_valeur(case, demande) for case in ligne.cases),
                ligne.unites,
                ligne.journees,
                ligne.nuitees,
                ligne.seances,
                ligne.nombre_alertes,
            )
            for ligne in lignes
        ],
        notes=(
            f"{demande.jeu.libelle}, version {demande.jeu.version}, {demande.jeu.statut} : {demande.jeu.note}.",
            f"Arrêté au {ecrire_date_annee(demande.periode.arrete)}.",
        ),
    )
    return reponse(feuille, f"grille-{dispositif}-{demande.periode.libelle}-{demande.jeu.id}", extension)


def _filtres(request: Requete) -> tuple[FiltresGrille, FormulaireGrille]:
    formulaire = FormulaireGrille(request.GET or None)
    if not formulaire.is_valid():
        return FiltresGrille(), formulaire
    saisie = formulaire.cleaned_data
    return FiltresGrille(saisie["nom"], saisie["phase"], saisie["avec_alerte"], saisie["tri"] or "nom"), formulaire


def _en_composant(
    lignes: list[LigneGrille], resultat: dict[str, Any], demande: Demande, dispositif: str
) -> dict[str, Any]:
    unites = demande.jeu.parametres.unites_actives
    adresse = reverse("activite:explication", args=[dispositif])
    return {
        "titre": f"Activité par jeune et par semaine, {demande.periode.libelle}",
        "coin": "Jeune",
        "colonnes": [
            {"libelle": f"S{semaine[-2:]}", "detail": _lundi(semaine)} for semaine in resultat["periode"]["semaines"]
        ],
        "lignes": [
            {
                "libelle": ligne.nom,
                "url": reverse("parcours:jeune", args=[dispositif, ligne.jeune_id]),
                "detail": ecrire_compte(ligne.nombre_alertes, "alerte") if ligne.nombre_alertes else "",
                "cellules": [_cellule(case, ligne, demande, adresse) for case in ligne.cases],
                "total": ligne.unites if unites else ligne.journees,
                "total_url": _adresse_du_total(ligne, demande, adresse),
            }
            for ligne in lignes
        ],
        "total_libelle": "Unités" if unites else "Journées",
        "legende": LEGENDE if unites else LEGENDE_JOURNEES,
    }


def _adresse_du_total(ligne: LigneGrille, demande: Demande, adresse: str) -> str:
    mesure = "unites.total" if demande.jeu.parametres.unites_actives else "journees"
    return f"{adresse}?{demande.requete}&{urlencode({'mesure': mesure, 'jeune': ligne.jeune_id})}"


def _cellule(case: CaseGrille, ligne: LigneGrille, demande: Demande, adresse: str) -> Cellule:
    alerte = "; ".join(case.alertes)
    if case.vide:
        return Cellule(alerte=alerte)
    requete = urlencode(
        {
            "periode": demande.periode.libelle,
            "regles": demande.jeu.id,
            "mesure": "semaine" if demande.jeu.parametres.unites_actives else "journees",
            "jeune": ligne.jeune_id,
            "semaine": case.semaine,
        }
    )
    dit = f"{ligne.nom}, semaine {case.semaine[-2:]}"
    commun: dict[str, Any] = {"alerte": alerte, "url": f"{adresse}?{requete}", "dit": dit}
    if not demande.jeu.parametres.unites_actives:
        nuits = f" {case.nuitees}{LETTRE_NUIT}" if case.nuitees else ""
        part = case.demi_journees / DEMI_JOURNEES_PAR_SEMAINE
        return Cellule(valeur=case.demi_journees / 2, part=part, surcotes=nuits, **commun)
    surcotes = LETTRE_COMPLEXITE * bool(case.surcote_complexite) + LETTRE_APPUI * bool(case.surcote_ar)
    commun["dit"] = f"{dit}, {ecrire_duree(case.minutes)}"
    return Cellule(
        valeur=case.total, niveau=case.base, niveaux=len(demande.jeu.parametres.seuils), surcotes=surcotes, **commun
    )


def _valeur(case: CaseGrille, demande: Demande) -> int | float | None:
    if case.vide:
        return None
    return case.total if demande.jeu.parametres.unites_actives else case.demi_journees / 2


def _lundi(semaine: str) -> str:
    annee, numero = semaine.split("-W")
    return f"{date.fromisocalendar(int(annee), int(numero), 1):%d/%m}"


def _adresse_export(request: Requete, dispositif: str, extension: str) -> str:
    return f"{reverse('activite:exporter_grille', args=[dispositif, extension])}?{request.GET.urlencode()}"
