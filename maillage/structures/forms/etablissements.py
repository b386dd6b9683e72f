"""Forms about establishments: filters of the list, positions, FINESS file."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.socle.formulaires import ChampJour
from maillage.structures.referentiels import categories
from maillage.structures.selectors import FiltresEtablissements, departements_des_etablissements
from maillage.structures.selectors.etablissements import TRIS
from maillage.territoire.sources import noms_des_departements

TAILLE_MAX = 20 * 1024 * 1024


class FiltresEtablissementsForm(forms.Form):
    """Words in the address: nothing is required, an unknown word filters nothing."""

    recherche = forms.CharField(label="Nom, FINESS, UAI, commune ou organisme", required=False, max_length=80)
    departement = forms.ChoiceField(label="Département", required=False)
    categorie = forms.ChoiceField(label="Catégorie", required=False)
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Tous"), ("ouverts", "Ouverts"), ("fermes", "Fermés")]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        noms = noms_des_departements()
        departements = [(code, f"{code} {noms.get(code, '')}".strip()) for code in departements_des_etablissements()]
        self._choisir("departement", [("", "Tous"), *departements])
        self._choisir("categorie", [("", "Toutes"), *((c.code, c.sigle) for c in categories().values())])

    def _choisir(self, nom: str, choix: list[tuple[str, str]]) -> None:
        champ = self.fields[nom]
        if isinstance(champ, forms.ChoiceField):
            champ.choices = choix

    def filtres(self, tri: str) -> FiltresEtablissements:
        """Return the filters, without those that were not understood."""
        self.is_valid()
        valeurs = {champ: self.cleaned_data.get(champ, "") for champ in self.fields}
        return FiltresEtablissements(**valeurs, tri=tri if tri.removeprefix("-") in TRIS else "nom")


class FichierFinessForm(forms.Form):
    """A FINESS file to look at before anything is written."""

    fichier = forms.FileField(
        label="Fichier FINESS",
        help_text="CSV des établissements, ou flux JSON « FINESS structures » ou « FINESS activités » v1.0.0, compressé (.gz) ou non, 20 Mo au plus.",
    )
    situation_le = ChampJour(
        "Date de ce que dit le fichier",
        required=False,
        help_text="Inutile pour le JSON, qui la porte. Sans date : aujourd'hui.",
    )

    def clean_fichier(self) -> Any:
        fichier = self.cleaned_data["fichier"]
        if fichier.size > TAILLE_MAX:
            raise forms.ValidationError(
                "Ce fichier dépasse 20 Mo : compressez-le en .gz, ou passez par la commande « maillage importer finess »."
            )
        return fichier
