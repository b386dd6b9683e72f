"""The figures of a period: all of them, two rule-sets side by side, and « what if this parameter changed »."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from maillage.activite.forms import FormulaireHypotheses
from maillage.activite.lignes import LigneMesure, groupes_de_mesures, lignes_de_mesures
from maillage.activite.regles import JEUX, charger_jeu
from maillage.activite.services import comptage_a_jour
from maillage.activite.views.demande import Demande, contexte_commun, lire_demande
from maillage.socle.requete import Requete
from maillage.socle.tableur import Feuille, reponse

EN_TETE = (
    "file_active.stricte",
    "unites.total",
    "journees",
    "nuitees",
    "seances",
    "occupation.AJ.taux",
    "occupation.AN.taux",
    "multi_modalite.taux",
)
"""Figures shown as cards above the tables, in this order; those that a rule-set does not count are left out."""


@dataclass(frozen=True)
class Comparee:
    """A measure under two ways of counting; `differe` tells whether they differ."""

    ligne: LigneMesure
    autre: LigneMesure | None

    @property
    def differe(self) -> bool:
        return self.autre is None or self.ligne.valeur != self.autre.valeur


@require_GET
def chiffres(request: Requete, dispositif: str) -> HttpResponse:
    """Show every figure of the period; each opens its explanation."""
    demande = lire_demande(request)
    groupes = groupes_de_mesures(demande.dispositif()["mesures"])
    par_chemin = {ligne.chemin: ligne for groupe in groupes for ligne in groupe.lignes}
    if request.GET.get("format") in ("csv", "xlsx", "ods"):
        return _exporter(demande, dispositif, request.GET["format"])
    return render(
        request,
        "activite/chiffres.html",
        {
            **contexte_commun(request, demande),
            "groupes": groupes,
            "cartes": [_carte(par_chemin[chemin], demande, dispositif) for chemin in EN_TETE if chemin in par_chemin],
            "adresse": f"{reverse('activite:explication', args=[dispositif])}?{demande.requete}",
            "exports": [(f"Chiffres ({f.upper()})", f"?{demande.requete}&format={f}") for f in ("csv", "xlsx", "ods")],
        },
    )


@require_GET
def comparaison(request: Requete, dispositif: str) -> HttpResponse:
    """Show the same period under two rule-sets, side by side."""
    demande = lire_demande(request)
    autre = replace(demande, jeu=charger_jeu(next(nom for nom in JEUX if nom != demande.jeu.id)))
    return render(
        request,
        "activite/comparaison.html",
        {
            **contexte_commun(request, demande),
            "autre": autre.jeu,
            "groupes": _comparer(demande, autre.resultat()),
            "adresse": f"{reverse('activite:explication', args=[dispositif])}?{demande.requete}",
            "adresse_autre": f"{reverse('activite:explication', args=[dispositif])}?{autre.requete}",
        },
    )


@require_GET
def hypotheses(request: Requete, dispositif: str) -> HttpResponse:
    """Count again with some parameters changed; nothing is kept."""
    demande = lire_demande(request)
    formulaire = FormulaireHypotheses(request.GET if "essai" in request.GET else None, jeu=demande.jeu)
    essaye = formulaire.is_bound and formulaire.is_valid()
    jeu = formulaire.jeu_essaye() if essaye else demande.jeu
    groupes = []
    if jeu != demande.jeu:
        with comptage_a_jour(demande.dispositif_id, jeu, demande.periode) as essai:
            groupes = _comparer(demande, essai.objet())
    adresse = f"{reverse('activite:explication', args=[dispositif])}?{demande.requete}"
    return render(
        request,
        "activite/hypotheses.html",
        {
            **contexte_commun(request, demande),
            "form": formulaire,
            "changes": formulaire.lire_changes() if essaye else [],
            "differences": [ligne for _, lignes in groupes for ligne in lignes if ligne.differe],
            "essaye": essaye,
            "adresse": adresse,
            "adresse_essai": f"{adresse}&{formulaire.requete()}" if essaye else "",
        },
    )


def _comparer(demande: Demande, autre: Mapping[str, Any]) -> list[tuple[str, list[Comparee]]]:
    [resultat] = autre["dispositifs"]
    autres = {ligne.chemin: ligne for ligne in lignes_de_mesures(resultat["mesures"])}
    return [
        (groupe.titre, [Comparee(ligne, autres.get(ligne.chemin)) for ligne in groupe.lignes])
        for groupe in groupes_de_mesures(demande.dispositif()["mesures"])
    ]


def _carte(ligne: LigneMesure, demande: Demande, dispositif: str) -> dict[str, Any]:
    requete = urlencode({"periode": demande.periode.libelle, "regles": demande.jeu.id, "mesure": ligne.chemin})
    return {
        "libelle": ligne.libelle,
        "valeur": ligne.ecrite,
        "definition": ligne.mesure.definition,
        "url": f"{reverse('activite:explication', args=[dispositif])}?{requete}",
    }


def _exporter(demande: Demande, dispositif: str, extension: str) -> HttpResponse:
    feuille = Feuille(
        titre=f"Chiffres {demande.periode.libelle}",
        colonnes=("Groupe", "Mesure", "Valeur", "Unité", "Chemin"),
        lignes=[
            (groupe.titre, ligne.libelle, ligne.ecrite, ligne.mesure.unite, ligne.chemin)
            for groupe in groupes_de_mesures(demande.dispositif()["mesures"])
            for ligne in groupe.lignes
        ],
        notes=(f"{demande.jeu.libelle}, version {demande.jeu.version}, {demande.jeu.statut} : {demande.jeu.note}.",),
    )
    return reponse(feuille, f"chiffres-{dispositif}-{demande.periode.libelle}-{demande.jeu.id}", extension)
