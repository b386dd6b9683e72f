"""Filters as words in the address; a word that no filter knows is ignored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.conventions import referentiels
from maillage.conventions.domain.etats import LIBELLES_ETAT
from maillage.conventions.domain.instances import LIBELLES_DECISION, LIBELLES_SEANCE
from maillage.conventions.forms.cadres import ANNEES
from maillage.conventions.permissions import ACCORDS, CONVENTIONS, INSTANCES
from maillage.conventions.selectors.cadres import FiltresConventions
from maillage.conventions.selectors.departements import departements_visibles
from maillage.conventions.selectors.feuilles import FiltresFeuille
from maillage.conventions.selectors.instances import RETARD, FiltresInstances
from maillage.conventions.selectors.region import FiltresRegion
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires import ChampJour


class _Filtres(forms.Form):
    """Reads with tolerance; `section`: the one whose départements are offered."""

    section = CONVENTIONS
    recherche = forms.CharField(label="Rechercher", required=False, max_length=100)

    def __init__(self, *args: Any, acteur: Acteur, **options: Any) -> None:
        super().__init__(*args, **options)
        if "departement" in self.fields:
            visibles = departements_visibles(acteur, self.section).items()
            choix = [("", "Tous"), *((code, f"{nom} ({code})") for code, nom in visibles)]
            self.fields["departement"].choices = choix  # type: ignore[attr-defined]

    def lus(self) -> dict[str, Any]:
        """Return the filters that make sense, the empty ones left out."""
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        return {nom: valeur for nom, valeur in lus.items() if valeur}

    def tri(self, defaut: str) -> str:
        return str(self.data.get("tri", "") or defaut)


def _etats() -> list[tuple[str, str]]:
    return [("", "Tous"), *((code.value, libelle) for code, libelle in LIBELLES_ETAT.items())]


class FiltresRegionForm(_Filtres):
    """The day of the picture, a state."""

    le = ChampJour("État au", annees=ANNEES, required=False)
    etat = forms.ChoiceField(label="État", required=False, choices=_etats)
    field_order = ("le", "etat", "recherche")

    def filtres(self) -> FiltresRegion:
        lus = self.lus()
        lus.setdefault("le", timezone.localdate())
        return FiltresRegion(**lus, tri=self.tri("departement"))


class FiltresConventionsForm(_Filtres):
    """Département, state of today, words."""

    departement = forms.ChoiceField(label="Département", required=False)
    etat = forms.ChoiceField(label="État", required=False, choices=_etats)
    field_order = ("departement", "etat", "recherche")

    def filtres(self) -> FiltresConventions:
        return FiltresConventions(le=timezone.localdate(), **self.lus(), tri=self.tri("departement"))


class FiltresSeancesForm(_Filtres):
    """Département, instance, state of the session, words."""

    section = INSTANCES
    departement = forms.ChoiceField(label="Département", required=False)
    instance = forms.ChoiceField(
        label="Instance", required=False, choices=lambda: [("", "Toutes"), *referentiels.choix_instances()]
    )
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Tous"), *((c.value, m) for c, m in LIBELLES_SEANCE.items())]
    )
    field_order = ("departement", "instance", "etat", "recherche")

    def filtres(self) -> FiltresInstances:
        return FiltresInstances(**self.lus(), tri=self.tri(""))


class FiltresDecisionsForm(FiltresSeancesForm):
    """The same, with the states of a decision."""

    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "Tous"), (RETARD, "En retard"), *((c.value, m) for c, m in LIBELLES_DECISION.items())],
    )


class FiltresAccordsForm(FiltresConventionsForm):
    """The same, for the agreements."""

    section = ACCORDS


class FiltresFeuilleForm(_Filtres):
    """State of the action, words."""

    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Tous"), *((c.value, m) for c, m in LIBELLES_DECISION.items())]
    )
    field_order = ("etat", "recherche")

    def filtres(self) -> FiltresFeuille:
        return FiltresFeuille(**self.lus(), tri=self.tri("axe"))
