"""Forms that only look: a day, two days, the list."""

from __future__ import annotations

from django import forms

from maillage.carte_de_vie.selectors.liste import TRIS, FiltresCartes
from maillage.socle.formulaires import ChampJour


class JourForm(forms.Form):
    """The day of the map."""

    au = ChampJour("La carte du", required=False)


class DeuxJoursForm(forms.Form):
    """The two days compared."""

    avant = ChampJour("Avant", required=False)
    apres = ChampJour("Après", required=False)


class FiltresForm(forms.Form):
    """Filters of the list."""

    etat = forms.ChoiceField(
        label="Carte", required=False, choices=[("", "Toutes"), ("dessinee", "Dessinées"), ("vide", "Vides")]
    )
    recherche = forms.CharField(label="Jeune", required=False, max_length=80)
    tri = forms.CharField(required=False, widget=forms.HiddenInput)

    def filtres(self) -> FiltresCartes:
        """Return the filters; a value that is not understood filters nothing."""
        dits = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        tri = dits.get("tri", "")
        return FiltresCartes(dits.get("etat", ""), dits.get("recherche", ""), tri if tri in TRIS else "nom")
