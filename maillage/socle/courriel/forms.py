"""Filters of the outbox."""

from __future__ import annotations

from django import forms

from maillage.socle.courriel.models import EtatCourriel
from maillage.socle.courriel.reglages import reglages
from maillage.socle.courriel.selectors import FiltreCourriels
from maillage.socle.formulaires import ChampJour


class FiltreCourrielsForm(forms.Form):
    """State, nature, words, days."""

    etat = forms.ChoiceField(label="État", choices=[("", "Tous"), *EtatCourriel.choices], required=False)
    nature = forms.ChoiceField(label="Nature", required=False)
    mots = forms.CharField(label="Adresse ou objet", required=False, max_length=120)
    debut = ChampJour("Du", required=False)
    fin = ChampJour("Au", required=False)
    lot = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        natures = sorted((nature.libelle, code) for code, nature in reglages().natures.items())
        choix = [("", "Toutes"), *((code, libelle) for libelle, code in natures)]
        self.fields["nature"].choices = choix  # type: ignore[attr-defined]

    def filtre(self) -> FiltreCourriels:
        """Return what is understood; a word that no filter knows filters nothing."""
        self.is_valid()
        return FiltreCourriels(**{nom: valeur for nom, valeur in self.cleaned_data.items() if valeur})
