"""Forms of the directory of partners: filters, a file, words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from maillage.socle.domain.texte import contient_les_mots
from maillage.socle.pieces import ErreurPiece, controler_fichier
from maillage.structures.lecture_partenaires import Cellules, etiquettes_ecrites, lire_cellules
from maillage.structures.models import Dispositif, Partenaire
from maillage.structures.models.personnes import TypePartenaire
from maillage.structures.selectors.partenaires import TRIS, FiltresPartenaires

TAILLE_MAX = 10 * 1024 * 1024
TABLEAUX = frozenset({"XLSX", "ODS", "TEXTE"})
CHOIX_MAX = 100
GEOJSON = ("geojson", "json", "umap")


class FiltresPartenairesForm(forms.Form):
    """Filters of the directory; the words are those of the dispositif."""

    type = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), *TypePartenaire.choices])
    etiquette = forms.ChoiceField(label="Étiquette", required=False)
    recherche = forms.CharField(label="Nom, commune ou étiquette", required=False, max_length=80)
    tri = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, donnees: Any, *, etiquettes: list[tuple[str, int]]) -> None:
        super().__init__(donnees)
        choix = [("", "Toutes"), *((mot, f"{mot} ({nombre})") for mot, nombre in etiquettes)]
        self.fields["etiquette"].choices = choix  # type: ignore[attr-defined]

    def filtres(self) -> FiltresPartenaires:
        """Return the filters; a value that is not understood filters nothing."""
        dits = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        tri = dits.get("tri", "")
        return FiltresPartenaires(
            dits.get("type", ""), dits.get("etiquette", ""), dits.get("recherche", ""), tri if tri in TRIS else "nom"
        )


class FichierPartenairesForm(forms.Form):
    """A file of partners, read into lines that are checked later; `nom`: what it is called, once read."""

    nom = ""
    fichier = forms.FileField(
        label="Fichier",
        help_text="CSV, XLSX, ODS, GeoJSON, carte uMap ou liste GoGoCarto (JSON), 10 000 lignes et 10 Mo au plus. Seul le nom est obligatoire.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.ods,.geojson,.json,.umap"}),
    )

    def clean_fichier(self) -> list[Cellules]:
        """Return the lines as written; a kind of file is checked by its content, a GeoJSON by reading it."""
        fichier = self.cleaned_data["fichier"]
        self.nom = str(fichier.name)[:200]
        extension = self.nom.rpartition(".")[2].lower()
        if fichier.size > TAILLE_MAX:
            raise ValidationError("Ce fichier pèse plus de 10 Mo : découpez-le.")
        if extension in GEOJSON:
            return lire_cellules(fichier.read(), extension)
        try:
            controle = controler_fichier(fichier, natures=TABLEAUX, taille_max=TAILLE_MAX)
        except ErreurPiece as refus:
            raise ValidationError(refus.message) from refus
        return lire_cellules(controle.octets, controle.nature.extensions[0])


class EtiquettesForm(forms.Form):
    """Words put on a partner."""

    mots = forms.CharField(
        label="Étiquettes", required=False, max_length=400, help_text="Des mots courts, une virgule entre chacun."
    )

    def clean_mots(self) -> tuple[str, ...]:
        return etiquettes_ecrites(self.cleaned_data["mots"])


class ReunirForm(forms.Form):
    """Which partner is kept, and which one is the same body: those that answer the search, never a list of thousands."""

    garde = forms.ModelChoiceField(label="Garder", queryset=Partenaire.objects.none())
    doublon = forms.ModelChoiceField(label="C'est le même que", queryset=Partenaire.objects.none())

    def __init__(self, donnees: Any, *, dispositif: Dispositif, recherche: str = "") -> None:
        super().__init__(donnees)
        siens = Partenaire.objects.filter(dispositifs=dispositif).select_related("commune")
        self.trop = not recherche and siens.count() > CHOIX_MAX
        trouves = [] if self.trop else [un for un in siens if contient_les_mots(_nom_et_commune(un), recherche)]
        choix = [("", "Choisir"), *((un.pk, _nom_et_commune(un)) for un in trouves[:CHOIX_MAX])]
        for champ in ("garde", "doublon"):
            self.fields[champ].queryset = siens  # type: ignore[attr-defined]
            self.fields[champ].choices = choix  # type: ignore[attr-defined]


def _nom_et_commune(un: Partenaire) -> str:
    """Two partners may bear the same name."""
    return f"{un.nom} ({un.commune.nom})" if un.commune else un.nom
