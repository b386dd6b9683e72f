"""Forms of the words of the establishment, each tied to the national code that counts."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.agenda.forms.champs import FormulaireAVoir
from maillage.agenda.models.reglage import ReglageLocal
from maillage.socle.vocabulaire import Categorie, LieuType, Modalite, MotifAbsence
from maillage.structures.forms.champs import ChampCommune

DUREE_MAX = 24 * 60


class ReglageForm(FormulaireAVoir):
    """What every word has: a label; the fields of its kind follow."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    libelle = forms.CharField(label="Libellé", max_length=80, help_text="Les mots de votre équipe.")
    champs: tuple[str, ...] = ()

    def __init__(self, *args: Any, reglage: ReglageLocal | None = None, **options: Any) -> None:
        if reglage is not None:
            valeurs = {nom: getattr(reglage, nom) for nom in ("version", "libelle", *self.champs)}
            options["initial"] = {**valeurs, **options.get("initial", {})}
        super().__init__(*args, **options)

    def valeurs(self) -> dict[str, Any]:
        """Return what the form says, by field of the model."""
        return {nom: self.cleaned_data[nom] for nom in ("libelle", *self.champs)}


class TypeActiviteForm(ReglageForm):
    """A type of activity and what it stands for."""

    champs = ("categorie", "modalite", "lieu_type", "duree_minutes")
    categorie = forms.ChoiceField(label="Catégorie", choices=Categorie.choices, help_text="C'est elle qui compte.")
    modalite = forms.ChoiceField(label="Modalité", choices=[("", "Selon le lieu"), *Modalite.choices], required=False)
    lieu_type = forms.ChoiceField(
        label="Type de lieu", choices=[("", "Non précisé"), *LieuType.choices], required=False
    )
    duree_minutes = forms.IntegerField(
        label="Durée habituelle, en minutes", min_value=5, max_value=DUREE_MAX, required=False
    )


class LieuHabituelForm(ReglageForm):
    """A usual place, its national type, and where it is."""

    champs = ("lieu_type", "commune")
    lieu_type = forms.ChoiceField(label="Type de lieu", choices=LieuType.choices, help_text="C'est lui qui compte.")
    commune = ChampCommune(
        required=False,
        help_text="Nom ou code INSEE. Elle sert à estimer si l'on peut y être à temps ; n'inscrivez jamais un domicile.",
    )

    def __init__(self, *args: Any, reglage: ReglageLocal | None = None, **options: Any) -> None:
        if reglage is not None:
            options["initial"] = {**options.get("initial", {}), "commune": getattr(reglage, "commune_id", None) or ""}
        super().__init__(*args, reglage=reglage, **options)

    def clean_lieu_type(self) -> str:
        lieu_type = str(self.cleaned_data["lieu_type"])
        if lieu_type == LieuType.DOMICILE:
            raise forms.ValidationError("Un domicile ne s'enregistre pas comme lieu habituel.")
        return lieu_type


class MotifLocalForm(ReglageForm):
    """A reason of absence and the national reason it counts as."""

    champs = ("motif",)
    motif = forms.ChoiceField(label="Motif national", choices=MotifAbsence.choices, help_text="C'est lui qui compte.")


FORMULAIRES: dict[str, type[ReglageForm]] = {
    "types": TypeActiviteForm,
    "lieux": LieuHabituelForm,
    "motifs": MotifLocalForm,
}
