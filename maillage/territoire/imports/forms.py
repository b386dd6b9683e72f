"""Forms of the imports: the deposit of a file, the filters of the history."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.socle.formulaires import ChampJour
from maillage.territoire.imports.genres import Genre, genres, genres_ailleurs
from maillage.territoire.imports.lecture import FichierIllisible, lire_table
from maillage.territoire.imports.selectors import TRIS, FiltresImports
from maillage.territoire.vocabulaire import EtatImport

TAILLE_MAX = 30 * 1024 * 1024
EXTENSIONS = ("csv", "txt", "tsv", "gz", "xlsx", "ods")


class FichierReferenceForm(forms.Form):
    """A file to look at before anything is written."""

    fichier = forms.FileField(
        label="Fichier",
        help_text="CSV (séparateur et accents reconnus), XLSX ou ODS ; le CSV peut être compressé (.gz). 30 Mo au plus.",
    )
    situation_le = ChampJour(
        "Date de ce que dit le fichier",
        required=False,
        help_text="Un fichier plus ancien que ce qui est connu ne change rien. Sans date : aujourd'hui.",
    )
    complet = forms.BooleanField(required=False)

    def __init__(self, *args: Any, genre: Genre, **options: Any) -> None:
        super().__init__(*args, **options)
        self.genre = genre
        if genre.complet:
            self.fields["complet"].label = genre.complet
        else:
            del self.fields["complet"]

    def clean_fichier(self) -> tuple[str, bytes]:
        """Return the name and the bytes of a table that has the columns of its kind."""
        fichier = self.cleaned_data["fichier"]
        if fichier.size > TAILLE_MAX:
            raise forms.ValidationError("Ce fichier dépasse 30 Mo : compressez-le en .gz, ou passez par la commande.")
        if str(fichier.name).rpartition(".")[2].lower() not in EXTENSIONS:
            raise forms.ValidationError(f"Formats acceptés : {', '.join('.' + un for un in EXTENSIONS)}.")
        octets = fichier.read()
        try:
            lire_table(octets).ranger(self.genre.colonnes)
        except FichierIllisible as erreur:
            raise forms.ValidationError(str(erreur)) from erreur
        return str(fichier.name), octets

    def clean_situation_le(self) -> Any:
        jour = self.cleaned_data["situation_le"]
        if jour is not None and jour > timezone.localdate():
            raise forms.ValidationError("Cette date est dans l'avenir.")
        return jour


class FiltresImportsForm(forms.Form):
    """Words in the address: nothing is required, an unknown word filters nothing."""

    recherche = forms.CharField(label="Nom du fichier", required=False, max_length=80)
    genre = forms.ChoiceField(label="Données", required=False)
    etat = forms.ChoiceField(label="État", required=False, choices=[("", "Tous"), *EtatImport.choices])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        champ = self.fields["genre"]
        if isinstance(champ, forms.ChoiceField):
            lus = [(un.code, un.libelle) for un in genres()] + [(un.code, un.libelle) for un in genres_ailleurs()]
            champ.choices = [("", "Toutes"), *lus]

    def filtres(self, tri: str) -> FiltresImports:
        """Return the filters, without those that were not understood."""
        self.is_valid()
        valeurs = {champ: self.cleaned_data.get(champ, "") for champ in self.fields}
        return FiltresImports(**valeurs, tri=tri if tri.removeprefix("-") in TRIS else "-depot")
