"""Forms of the schools crossed with dispositifs: filters, and the computation of the fewest interlocutors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.cartographie.forms.offre import choix_des_departements, choix_des_publics
from maillage.cartographie.referentiels import reglages
from maillage.cartographie.selectors.interlocuteurs import ETATS, TRIS, FiltresInterlocuteurs
from maillage.cartographie.services import fournisseurs_offerts


class FiltresInterlocuteursForm(forms.Form):
    """A département is needed; an unknown word filters nothing."""

    departement = forms.ChoiceField(label="Département", required=False)
    public = forms.ChoiceField(label="Public", required=False)
    etat = forms.ChoiceField(label="Montrer", required=False, choices=list(ETATS.items()))
    recherche = forms.CharField(label="École, UAI ou commune", required=False, max_length=80)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["departement"].choices = choix_des_departements("Choisissez")  # type: ignore[attr-defined]
        self.fields["public"].choices = choix_des_publics("Tous")  # type: ignore[attr-defined]

    def filtres(self, tri: str) -> FiltresInterlocuteurs:
        self.is_valid()
        valeurs = {champ: self.cleaned_data.get(champ, "") for champ in self.fields}
        return FiltresInterlocuteurs(**valeurs, tri=tri if tri.removeprefix("-") in TRIS else "-nombre")


class MinimiserForm(forms.Form):
    """Where and how far."""

    departement = forms.ChoiceField(label="Département")
    seuil = forms.IntegerField(label="Minutes de route au plus", min_value=1, max_value=240)
    fournisseur = forms.ChoiceField(label="Temps de trajet")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["departement"].choices = choix_des_departements("Choisissez")  # type: ignore[attr-defined]
        self.fields["fournisseur"].choices = list(fournisseurs_offerts().items())  # type: ignore[attr-defined]
        self.fields["seuil"].initial = reglages(timezone.localdate()).seuil_min * 2
