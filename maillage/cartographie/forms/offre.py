"""Filters of the map of the offer: words in the address, an unknown word filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.cartographie.selectors.offre import EN_DI, HORS_DI, TRIS, FiltresOffre
from maillage.socle.formulaires import ChampJour
from maillage.socle.vocabulaire import Modalite
from maillage.structures.referentiels import categories, publics_actuels
from maillage.territoire.selectors import departements_charges
from maillage.territoire.sources import noms_des_departements

Choix = list[tuple[str, str]]


def choix_des_departements(tous: str) -> Choix:
    """Return the loaded départements, an empty choice first."""
    noms = noms_des_departements()
    return [("", tous), *((code, f"{code} {noms.get(code, '')}".strip()) for code in departements_charges())]


def choix_des_publics(tous: str | None = None) -> Choix:
    publics = sorted(publics_actuels().items(), key=lambda paire: paire[1])
    return [*([("", tous)] if tous else []), *publics]


class FiltresOffreForm(forms.Form):
    """Without a date, today."""

    public = forms.ChoiceField(label="Public", required=False)
    departement = forms.ChoiceField(label="Département", required=False)
    modalite = forms.ChoiceField(label="Modalité", required=False, choices=[("", "Toutes"), *Modalite.choices])
    categorie = forms.ChoiceField(label="Catégorie", required=False)
    di = forms.ChoiceField(
        label="Dispositif intégré",
        required=False,
        choices=[("", "Avec ou sans"), (EN_DI, "En dispositif intégré"), (HORS_DI, "Hors dispositif intégré")],
    )
    recherche = forms.CharField(label="Nom, FINESS, commune ou organisme", required=False, max_length=80)
    le = ChampJour("Offre au", required=False)
    compare = ChampJour("Comparer avec le", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choisir("public", choix_des_publics("Tous"))
        self._choisir("departement", choix_des_departements("Tous"))
        self._choisir("categorie", [("", "Toutes"), *((c.code, c.sigle) for c in categories().values())])

    def _choisir(self, nom: str, choix: Choix) -> None:
        champ = self.fields[nom]
        if isinstance(champ, forms.ChoiceField):
            champ.choices = choix

    def filtres(self, tri: str) -> FiltresOffre:
        """Return the filters, without those that were not understood."""
        self.is_valid()
        valeurs = {champ: self.cleaned_data[champ] for champ in self.fields if self.cleaned_data.get(champ)}
        valeurs.setdefault("le", timezone.localdate())
        return FiltresOffre(**valeurs, tri=tri if tri.removeprefix("-") in TRIS else "departement")
