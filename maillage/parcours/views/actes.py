"""The acts on the file of a young person: one table, one way to run them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from maillage.parcours import forms, services
from maillage.parcours.forms.suivi import SortieForm
from maillage.parcours.models import Complexite, Jeune, PeriodeModalite, Phase
from maillage.parcours.selectors.connus import jeunes_visibles
from maillage.parcours.views.formulaire import PageFormulaire, conduire, donnees
from maillage.socle.requete import Requete


@dataclass(frozen=True)
class Acte:
    """An act: its form, its service, its words. With a `modele`, the service receives the object under the name `parametre`."""

    form: type[django_forms.Form]
    service: Callable[..., models.Model]
    titre: str
    phrase: str
    bouton: str
    fait: str
    modele: type[models.Model] | None = None
    parametre: str = ""


ACTES = {
    "ouvrir-phase": Acte(
        forms.OuvrirPhaseForm,
        services.ouvrir_phase,
        "Ouvrir une phase",
        "La phase dit où en est le jeune avec le dispositif.",
        "Ouvrir la phase",
        "La phase est ouverte.",
    ),
    "ouvrir-modalite": Acte(
        forms.OuvrirModaliteForm,
        services.ouvrir_modalite,
        "Ouvrir une modalité",
        "Plusieurs modalités peuvent être ouvertes en même temps.",
        "Ouvrir la modalité",
        "La modalité est ouverte.",
    ),
    "scolarite": Acte(
        forms.ScolariteForm,
        services.declarer_scolarite,
        "Déclarer la scolarité",
        "La scolarité en cours s'arrête la veille.",
        "Enregistrer",
        "La scolarité est enregistrée.",
    ),
    "critere": Acte(
        forms.CritereForm,
        services.ajouter_critere,
        "Noter un critère de complexité",
        "Les critères ouverts le jeudi d'une semaine comptent pour cette semaine.",
        "Noter le critère",
        "Le critère est noté.",
    ),
}
ACTES_OBJET = {
    "clore-phase": Acte(
        SortieForm,
        services.sortir,
        "Terminer la phase",
        "Terminer un accompagnement termine aussi les modalités encore ouvertes. La destination et le suivi ne se disent que pour un accompagnement.",
        "Terminer la phase",
        "La phase est terminée.",
        Phase,
        "phase",
    ),
    "clore-modalite": Acte(
        forms.FinForm,
        services.clore_modalite,
        "Terminer la modalité",
        "Donnez le dernier jour de cette modalité.",
        "Terminer la modalité",
        "La modalité est terminée.",
        PeriodeModalite,
        "periode",
    ),
    "changer-modalite": Acte(
        forms.ChangerModaliteForm,
        services.changer_modalite,
        "Changer de modalité",
        "Le passage se fait sans jour vide et sans nouvelle notification.",
        "Changer de modalité",
        "La modalité est changée.",
        PeriodeModalite,
        "periode",
    ),
    "clore-critere": Acte(
        forms.FinForm,
        services.clore_critere,
        "Terminer le critère",
        "Donnez le dernier jour où ce critère était vrai.",
        "Terminer le critère",
        "Le critère est terminé.",
        Complexite,
        "complexite",
    ),
}


def acte(request: Requete, dispositif: str, jeune: str, acte: str) -> HttpResponse:
    """Run an act that adds a fact to the file."""
    choisi, connu = _choisir(ACTES, acte), _jeune(request, jeune)
    return _conduire(request, choisi, connu, {"jeune": connu, "dispositif_id": request.dispositif.pk})


def acte_objet(request: Requete, dispositif: str, jeune: str, acte: str, objet: int) -> HttpResponse:
    """Run an act on one fact of the file."""
    choisi, connu = _choisir(ACTES_OBJET, acte), _jeune(request, jeune)
    assert choisi.modele is not None
    trouve = get_object_or_404(choisi.modele, pk=objet, jeune=connu, dispositif_id=request.dispositif.pk)
    return _conduire(request, choisi, connu, {choisi.parametre: trouve})


def _choisir(actes: dict[str, Acte], nom: str) -> Acte:
    if nom not in actes:
        raise Http404("Cet acte n'existe pas.")
    return actes[nom]


def _jeune(request: Requete, identifiant: str) -> Jeune:
    return get_object_or_404(jeunes_visibles(request.acteur, request.dispositif), identifiant=identifiant)


def _conduire(request: Requete, choisi: Acte, jeune: Jeune, cible: dict[str, Any]) -> HttpResponse:
    page = PageFormulaire(
        titre=f"{choisi.titre} : {jeune}",
        phrase=choisi.phrase,
        bouton=choisi.bouton,
        retour=reverse("parcours:jeune", args=[request.dispositif.code, jeune.identifiant]),
    )
    return conduire(
        request,
        choisi.form(donnees(request)),
        page=page,
        executer=lambda valeurs: choisi.service(request.acteur, **cible, **valeurs),
        fait=choisi.fait,
    )
