"""Filters as words in the address; a word that no filter knows is ignored."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.rencontres.domain.etats import (
    LIBELLES_ETAT,
    LIBELLES_INSCRIPTION,
    LIBELLES_NATURE,
    LIBELLES_STATUT,
    StatutReponse,
)
from maillage.rencontres.models import Rencontre
from maillage.rencontres.selectors import rencontres as lectures
from maillage.rencontres.selectors.inscriptions import REVENUS, SANS_COURRIEL, FiltresInscriptions
from maillage.rencontres.selectors.questions import SANS_REPONSE, FiltresQuestions


class _Filtres(forms.Form):
    """Reads with tolerance."""

    recherche = forms.CharField(label="Rechercher", required=False, max_length=100)

    def lus(self) -> dict[str, Any]:
        """Return the filters that make sense, the empty ones left out."""
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        return {nom: valeur for nom, valeur in lus.items() if valeur}

    def tri(self, defaut: str) -> str:
        return str(self.data.get("tri", "") or defaut)


def _avec_tous(libelles: dict[Any, str], mot: str = "Tous") -> list[tuple[str, str]]:
    return [("", mot), *((str(code.value), libelle) for code, libelle in libelles.items())]


class FiltresRencontresForm(_Filtres):
    """Nature, state, period, words."""

    nature = forms.ChoiceField(label="Nature", required=False, choices=_avec_tous(LIBELLES_NATURE, "Toutes"))
    etat = forms.ChoiceField(label="État", required=False, choices=_avec_tous(LIBELLES_ETAT))
    periode = forms.ChoiceField(
        label="Période",
        required=False,
        choices=[("", "Toutes"), (lectures.A_VENIR, "À venir"), (lectures.PASSEES, "Passées")],
    )
    field_order = ("nature", "etat", "periode", "recherche")

    def filtres(self) -> lectures.FiltresRencontres:
        return lectures.FiltresRencontres(**self.lus(), tri=self.tri("-date"))


class FiltresInscriptionsForm(_Filtres):
    """Date, state, what is wrong with the mail, words."""

    seance = forms.ChoiceField(label="Date", required=False, choices=[])
    etat = forms.ChoiceField(label="État", required=False, choices=_avec_tous(LIBELLES_INSCRIPTION))
    signe = forms.ChoiceField(
        label="Courriel",
        required=False,
        choices=[("", "Tous"), (REVENUS, "Non remis"), (SANS_COURRIEL, "Sans adresse")],
    )
    field_order = ("seance", "etat", "signe", "recherche")

    def __init__(self, *args: Any, rencontre: Rencontre, **options: Any) -> None:
        super().__init__(*args, **options)
        choix = [(seance.identifiant, str(seance)) for seance in lectures.seances_de(rencontre)]
        self.fields["seance"].choices = [("", "Toutes"), *choix]  # type: ignore[attr-defined]

    def filtres(self) -> FiltresInscriptions:
        return FiltresInscriptions(**self.lus(), tri=self.tri("arrivee"))


class FiltresQuestionsForm(_Filtres):
    """Status of the answer in force, theme, words."""

    statut = forms.ChoiceField(
        label="Réponse",
        required=False,
        choices=[
            ("", "Toutes"),
            (SANS_REPONSE, "Sans réponse"),
            *((c.value, LIBELLES_STATUT[c]) for c in (StatutReponse.OFFICIELLE, StatutReponse.PROVISOIRE)),
        ],
    )
    theme = forms.ChoiceField(label="Thème", required=False, choices=[])
    field_order = ("statut", "theme", "recherche")

    def __init__(self, *args: Any, themes: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["theme"].choices = [("", "Tous"), *((theme, theme) for theme in themes)]  # type: ignore[attr-defined]

    def filtres(self) -> FiltresQuestions:
        return FiltresQuestions(**self.lus(), tri=self.tri("-posee_le"))
