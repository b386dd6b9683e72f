"""Forms of the documents, of the templates and of what a template asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from maillage.projet.services.ecrits_documents import SaisieDocument
from maillage.projet.services.ecrits_modeles import (
    FORMATS,
    NATURE_MODELE,
    TAILLE_MAX,
    SaisieModele,
    dire_saisie,
)
from maillage.socle.formulaires import ChampJour
from maillage.socle.pieces import DOCUMENTS, SONS, ChampPiece

Choix = list[tuple[str, str]]
ANNEES_DOCUMENT = range(1990, 2101)
PREFIXE_SAISIE = "saisie_"


class ClasserForm(forms.Form):
    """What a document is, and where it is filed."""

    titre = forms.CharField(label="Titre", max_length=160)
    categorie = forms.ChoiceField(label="Catégorie", help_text="Elle dit la section du dossier, donc qui le lira.")
    date = ChampJour("Date du document", annees=ANNEES_DOCUMENT)
    partage_famille = forms.BooleanField(
        label="Montrer au jeune et à sa famille",
        required=False,
        help_text="Le document apparaît dans leur espace. Ils ont de toute façon accès à leur dossier sur demande.",
    )

    def __init__(self, donnees: Any, *args: Any, categories: Choix, **options: Any) -> None:
        super().__init__(donnees, *args, **options)
        _choisir(self, "categorie", [("", "Choisissez…"), *categories])

    def saisie(self) -> SaisieDocument:
        lues = self.cleaned_data
        return SaisieDocument(lues["titre"], lues["categorie"], lues["date"], lues["partage_famille"])


class DeposerForm(ClasserForm):
    """A file first, then what it is."""

    fichier = ChampPiece("Fichier", natures=DOCUMENTS | SONS)
    field_order = ("fichier", "titre", "categorie", "date", "partage_famille")

    def __init__(self, donnees: Any, *args: Any, **options: Any) -> None:
        options["initial"] = {"date": timezone.localdate(), **options.get("initial", {})}
        super().__init__(donnees, *args, **options)
        self.fields["titre"].required = False
        self.fields["titre"].help_text = "Sans titre, le nom du fichier."

    def saisie(self) -> SaisieDocument:
        lue = super().saisie()
        fichier = self.cleaned_data["fichier"]
        return lue if lue.titre else SaisieDocument(fichier.nom, lue.categorie, lue.date, lue.partage_famille)


class VersionForm(forms.Form):
    """One more file of a document."""

    fichier = ChampPiece("Nouvelle version", natures=DOCUMENTS | SONS)
    note = forms.CharField(label="Ce qui change", max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class FiltresDocumentsForm(forms.Form):
    """Filters of the documents of a young person; an unknown word is ignored."""

    recherche = forms.CharField(label="Mots du titre", required=False)
    categorie = forms.ChoiceField(label="Catégorie", required=False)
    section = forms.ChoiceField(label="Section", required=False)
    retires = forms.BooleanField(label="Les documents retirés", required=False)

    def __init__(self, donnees: Any, *, categories: Choix, sections: Choix) -> None:
        super().__init__(donnees)
        _choisir(self, "categorie", [("", "Toutes"), *categories])
        _choisir(self, "section", [("", "Toutes"), *sections])


class DecrireModeleForm(forms.Form):
    """What a template is."""

    nom = forms.CharField(label="Nom du modèle", max_length=120)
    categorie = forms.ChoiceField(
        label="Catégorie des documents", help_text="Où se rangent les documents qu'il produit."
    )
    phrase = forms.CharField(label="À quoi il sert", max_length=200, required=False)

    def __init__(self, donnees: Any, *args: Any, categories: Choix, **options: Any) -> None:
        super().__init__(donnees, *args, **options)
        _choisir(self, "categorie", [("", "Choisissez…"), *categories])

    def saisie(self) -> SaisieModele:
        lues = self.cleaned_data
        return SaisieModele(lues["nom"], lues["categorie"], lues["phrase"])


class DeposerModeleForm(DecrireModeleForm):
    """The file of a new template."""

    fichier = ChampPiece("Fichier Word", natures=NATURE_MODELE, taille_max=TAILLE_MAX)
    field_order = ("fichier", "nom", "categorie", "phrase")


class VersionModeleForm(forms.Form):
    """A new file of a template."""

    fichier = ChampPiece("Fichier Word", natures=NATURE_MODELE, taille_max=TAILLE_MAX)
    note = forms.CharField(label="Ce qui change", max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class FiltresModelesForm(forms.Form):
    """Filters of the templates."""

    recherche = forms.CharField(label="Mots du nom", required=False)
    retires = forms.BooleanField(label="Les modèles retirés", required=False)


class GenererForm(forms.Form):
    """What a template asks, the title and the format of the document."""

    titre = forms.CharField(label="Titre du document", max_length=160)
    format = forms.ChoiceField(label="Format", choices=list(FORMATS.items()), widget=forms.RadioSelect, initial="docx")

    def __init__(self, donnees: Any, *, saisies: Sequence[str], **options: Any) -> None:
        super().__init__(donnees, **options)
        demandes = {
            f"{PREFIXE_SAISIE}{nom}": forms.CharField(
                label=dire_saisie(nom), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 2})
            )
            for nom in saisies
        }
        self.fields = {**demandes, **self.fields}

    def saisies(self) -> dict[str, str]:
        """What was asked, by name."""
        return {
            nom.removeprefix(PREFIXE_SAISIE): valeur.strip().replace("\r\n", "\n")
            for nom, valeur in self.cleaned_data.items()
            if nom.startswith(PREFIXE_SAISIE)
        }


def _choisir(form: forms.Form, nom: str, choix: Choix) -> None:
    champ = form.fields[nom]
    assert isinstance(champ, forms.ChoiceField)
    champ.choices = choix
