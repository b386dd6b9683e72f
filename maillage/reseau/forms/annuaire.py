"""Forms of the directory: filters, offer, question, answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from maillage.bibliotheque.referentiels import choix_themes
from maillage.reseau.models import PreferenceContact
from maillage.reseau.selectors.annuaire import FiltresAnnuaire
from maillage.socle.formulaires import ChampJour

TOUS = ("", "Tous")
DISTANCES = [("", "Sans limite"), ("25", "25 km"), ("50", "50 km"), ("100", "100 km")]
LONG = 4000


class FiltresAnnuaireForm(forms.Form):
    """Filters of the directory; a word that no filter knows is ignored."""

    q = forms.CharField(label="Contient", required=False, max_length=80)
    theme = forms.ChoiceField(label="Thème", required=False)
    depuis = forms.ChoiceField(label="Distance depuis", required=False)
    km = forms.ChoiceField(label="À moins de", choices=DISTANCES, required=False)
    tri = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)

    def __init__(self, *args: Any, lieux: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["theme"].choices = [TOUS, *choix_themes()]  # type: ignore[attr-defined]
        self.fields["depuis"].choices = [*lieux] or [("", "Aucun dispositif")]  # type: ignore[attr-defined]

    def filtres(self, *, depuis: str) -> FiltresAnnuaire:
        """Return what is asked; `depuis` is where distances start from when nothing is chosen."""
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        return FiltresAnnuaire(
            q=lus.get("q", ""),
            theme=lus.get("theme", ""),
            depuis=lus.get("depuis") or depuis,
            km=int(lus.get("km") or 0),
            tri=lus.get("tri") or "distance",
        )


class OffreForm(forms.Form):
    """What one has done, and how one accepts to be reached."""

    dispositif = forms.ChoiceField(label="Votre dispositif")
    titre = forms.CharField(
        label="Ce que vous avez fait",
        max_length=160,
        help_text="Par exemple : ouvrir une classe externalisée au collège.",
    )
    recit = forms.CharField(
        label="En quelques phrases",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ce qui a aidé, ce qui a bloqué. Sans le nom d'aucun jeune.",
    )
    themes = forms.MultipleChoiceField(label="Thèmes", widget=forms.CheckboxSelectMultiple)
    nom = forms.CharField(label="Votre nom", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    fonction = forms.CharField(label="Votre fonction", max_length=120)
    preference = forms.ChoiceField(
        label="Comment vous joindre", choices=PreferenceContact.choices, widget=forms.RadioSelect
    )
    courriel = forms.EmailField(
        label="Courriel à montrer",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Écrivez une adresse comme nom@exemple.fr."},
    )
    telephone = forms.RegexField(
        r"^\+?[\d .]{6,20}$",
        label="Téléphone à montrer",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"invalid": "Écrivez un numéro comme 05 61 00 00 00."},
    )
    jusqu_au = ChampJour("Jusqu'au", help_text="Ce jour passé, l'offre disparaît d'elle-même.")
    accord = forms.BooleanField(
        label="J'accepte que le réseau lise cette offre, et qu'une personne qui en fait la demande voie les coordonnées données ici. "
        "Je peux la retirer à tout moment, avec effet immédiat."
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, dispositifs: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["dispositif"].choices = [*dispositifs]  # type: ignore[attr-defined]
        self.fields["themes"].choices = choix_themes()  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """A question to someone who has done it."""

    texte = forms.CharField(
        label="Votre question",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="La personne la reçoit avec votre nom et votre dispositif, sans votre adresse. N'écrivez le nom d'aucun jeune.",
    )


class ReponseForm(forms.Form):
    """The answer, from the private link; `site_web` is a field that only a robot fills."""

    texte = forms.CharField(
        label="Votre réponse",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Elle part sans votre adresse. N'écrivez le nom d'aucun jeune.",
    )
    site_web = forms.CharField(
        label="Laissez ce champ vide",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
