"""What is due for the CPOM of a dispositif: lines for the one work list of the portal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from maillage.cpom import referentiels
from maillage.cpom.models import ActionCpom, CibleCpom, Cpom, FicheAction
from maillage.cpom.permissions import SECTION
from maillage.socle.acteur import Acteur
from maillage.socle.domain.echeances import Echeance

NATURE = "CPOM"


def echeances(acteur: Acteur, dispositif: Any, *, le: dt.date, jeune_id: int | None = None) -> list[Echeance]:
    """Return the actions, the yearly reports and the dialogues due (7 queries, one when there is no sheet); nothing about a young person."""
    if jeune_id is not None or not acteur.peut(SECTION, dispositif_id=dispositif.pk):
        return []
    fiches = dict(FicheAction.objects.filter(dispositif_id=dispositif.pk).values_list("cpom_id", "identifiant"))
    if not fiches:
        return []
    return [*_actions(dispositif), *_bilans(dispositif, le), *_dialogues(dispositif, fiches, le)]


def _actions(dispositif: Any) -> list[Echeance]:
    dues = ActionCpom.objects.filter(fiche__dispositif_id=dispositif.pk, faite_le__isnull=True).select_related("fiche")
    return [
        Echeance(
            NATURE,
            f"Mener l'action « {action.libelle} »",
            action.echeance,
            _adresse(dispositif.code, action.fiche),
            precision=f"fiche « {action.fiche.titre} »",
        )
        for action in dues
    ]


def _bilans(dispositif: Any, le: dt.date) -> list[Echeance]:
    """A year with a target waits for its report until one is written or its value is signed."""
    cibles = CibleCpom.objects.filter(indicateur__fiche__dispositif_id=dispositif.pk, annee__lte=le.year)
    dues = cibles.select_related("indicateur").prefetch_related("indicateur__bilans", "indicateur__signees")
    lignes = []
    for cible in dues:
        indicateur = cible.indicateur
        faites = {bilan.annee for bilan in indicateur.bilans.all()} | {s.annee for s in indicateur.signees.all()}
        if cible.annee not in faites:
            url = reverse("cpom:indicateur", args=[dispositif.code, indicateur.identifiant])
            acte = f"Écrire le bilan {cible.annee} de « {indicateur.libelle} »"
            jour = referentiels.reglages(le).bilan_de(cible.annee)
            lignes.append(Echeance(NATURE, acte, jour, url, precision="avant le dialogue de gestion (date à régler)"))
    return lignes


def _dialogues(dispositif: Any, fiches: dict[int, str], le: dt.date) -> list[Echeance]:
    contrats = Cpom.objects.filter(pk__in=fiches).prefetch_related("dialogues")
    lignes = []
    for contrat in contrats:
        connus = {dialogue.annee: dialogue for dialogue in contrat.dialogues.all()}
        for annee in contrat.annees:
            connu = connus.get(annee)
            if annee > le.year or (connu is not None and connu.tenu_le is not None):
                continue
            jour = connu.prevu_le if connu else referentiels.reglages(le).dialogue_de(annee)
            precision = "date prévue" if connu else "date habituelle, à fixer"
            url = reverse("cpom:fiche", args=[dispositif.code, fiches[contrat.pk]]) + "#dialogue"
            lignes.append(Echeance(NATURE, f"Tenir le dialogue de gestion {annee}", jour, url, precision=precision))
    return lignes


def _adresse(code: str, fiche: FicheAction) -> str:
    return reverse("cpom:fiche", args=[code, fiche.identifiant])
