"""Forms of the bilan: period, section."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.reseau.selectors.salles import SALLES
from maillage.socle.formulaires import ChampJour


class BilanForm(forms.Form):
    """Title and period of a bilan."""

    titre = forms.CharField(label="Titre", max_length=160)
    debut = ChampJour("Premier jour")
    fin = ChampJour("Dernier jour")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SectionForm(forms.Form):
    """A section: its title, its text with marks, whose figures follow it."""

    titre = forms.CharField(label="Titre", max_length=160)
    texte = forms.CharField(
        label="Texte",
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Un chiffre se nomme entre doubles accolades, par exemple {{ reseau.contacts }} : il n'est jamais tapé.",
    )
    familles = forms.MultipleChoiceField(
        label="Joindre les chiffres et les graphiques de",
        choices=list(SALLES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class FiltresBilansForm(forms.Form):
    """Filters of the list of bilans."""

    q = forms.CharField(label="Contient", required=False, max_length=80)

    def q_lu(self) -> Any:
        self.is_valid()
        return self.cleaned_data.get("q", "") if self.is_bound else ""
