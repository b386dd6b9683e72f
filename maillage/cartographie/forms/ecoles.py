"""Filters of the list of schools: words in the address, an unknown word filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.cartographie.forms.offre import choix_des_departements
from maillage.cartographie.selectors.ecoles import ETATS, TRIS, FiltresEcoles, natures_des_ecoles


class FiltresEcolesForm(forms.Form):
    """Nothing is required."""

    recherche = forms.CharField(label="Nom, UAI ou commune", required=False, max_length=80)
    departement = forms.ChoiceField(label="Département", required=False)
    nature = forms.ChoiceField(label="Nature", required=False)
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Toutes"), *((code, mot) for code, (mot, _) in ETATS.items())]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["departement"].choices = choix_des_departements("Tous")  # type: ignore[attr-defined]
        natures = [(nature, f"{nature} ({nombre})") for nature, nombre in natures_des_ecoles()]
        self.fields["nature"].choices = [("", "Toutes"), *natures]  # type: ignore[attr-defined]

    def filtres(self, tri: str) -> FiltresEcoles:
        """Return the filters, without those that were not understood."""
        self.is_valid()
        valeurs = {champ: self.cleaned_data.get(champ, "") for champ in self.fields}
        return FiltresEcoles(**valeurs, tri=tri if tri.removeprefix("-") in TRIS else "nom")
