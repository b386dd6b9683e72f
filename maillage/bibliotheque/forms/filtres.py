"""Filters as words in the address; a word that no filter knows is ignored."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.vocabulaire import LIBELLES_NATURE, LIBELLES_STATUT
from maillage.bibliotheque.selectors.atelier import RAISONS
from maillage.bibliotheque.selectors.faq import FiltresQuestions
from maillage.bibliotheque.selectors.listes import FiltresFiches

Choix = list[tuple[str, str]]
TRIS: Choix = [
    ("", "Les plus proches de la recherche, sinon les plus récentes"),
    ("-date", "Les plus récentes"),
    ("titre", "Par titre"),
    ("-usage", "Les plus ouvertes"),
]


class _Filtres(forms.Form):
    """Reads with tolerance."""

    def lus(self) -> dict[str, Any]:
        """Return the filters that make sense, the empty ones left out."""
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        return {nom: valeur for nom, valeur in lus.items() if valeur}

    def ordre(self, defaut: str) -> str:
        return str(self.data.get("tri", "") or defaut)


def _tous(choix: Choix, mots: str = "Tous") -> Choix:
    return [("", mots), *choix]


class FiltresFichesForm(_Filtres):
    """Words and order; the facets beside the list set the rest."""

    recherche = forms.CharField(label="Rechercher", required=False, max_length=100)
    dimension = forms.ChoiceField(
        required=False, choices=lambda: _tous(referentiels.choix_dimensions()), widget=forms.HiddenInput
    )
    theme = forms.ChoiceField(
        required=False, choices=lambda: _tous(referentiels.choix_themes()), widget=forms.HiddenInput
    )
    nature = forms.ChoiceField(
        required=False, choices=_tous([(c.value, m) for c, m in LIBELLES_NATURE.items()]), widget=forms.HiddenInput
    )
    tri = forms.ChoiceField(label="Ordre", required=False, choices=TRIS)
    mot = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def filtres(self) -> FiltresFiches:
        return FiltresFiches(**{**self.lus(), "tri": str(self.data.get("tri", ""))})


class FiltresQuestionsForm(_Filtres):
    """Words, theme, status, with an example or not."""

    recherche = forms.CharField(label="Rechercher", required=False, max_length=100)
    theme = forms.ChoiceField(label="Thème", required=False, choices=lambda: _tous(referentiels.choix_themes()))
    statut = forms.ChoiceField(
        label="Ce qu'elle vaut",
        required=False,
        choices=_tous([(c.value, m) for c, m in LIBELLES_STATUT.items()]),
    )
    comptage = forms.ChoiceField(
        label="Avec un exemple",
        required=False,
        choices=[("", "Indifférent"), ("oui", "Avec un exemple recompté"), ("non", "Sans exemple")],
    )

    def filtres(self) -> FiltresQuestions:
        return FiltresQuestions(**self.lus(), tri=self.ordre("" if self.data.get("recherche") else "theme"))


class FiltresEntretienForm(_Filtres):
    """Why a sheet must be looked at, words of its title."""

    raison = forms.ChoiceField(label="Raison", required=False, choices=_tous(list(RAISONS.items()), "Toutes"))
    recherche = forms.CharField(label="Rechercher", required=False, max_length=100)

    def demandes(self) -> dict[str, str]:
        return {**self.lus(), "tri": self.ordre("revue")}
