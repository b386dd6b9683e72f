"""Filters of the list of communes."""

from __future__ import annotations

from django import forms

from maillage.territoire.selectors import TRIS, FiltresCommunes, departements_charges
from maillage.territoire.sources import noms_des_departements


class FiltresCommunesForm(forms.Form):
    """Words in the address: nothing is required, an unknown word filters nothing."""

    recherche = forms.CharField(label="Nom ou code", required=False, max_length=80)
    departement = forms.ChoiceField(label="Département", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        noms = noms_des_departements()
        choix = [(code, f"{code} {noms.get(code, '')}".strip()) for code in departements_charges()]
        champ = self.fields["departement"]
        if isinstance(champ, forms.ChoiceField):
            champ.choices = [("", "Tous"), *choix]

    def filtres(self, tri: str) -> FiltresCommunes:
        """Return the filters, without those that were not understood."""
        self.is_valid()
        valeurs = self.cleaned_data
        return FiltresCommunes(
            recherche=valeurs.get("recherche", ""),
            departement=valeurs.get("departement", ""),
            tri=tri if tri.removeprefix("-") in TRIS else "nom",
        )
