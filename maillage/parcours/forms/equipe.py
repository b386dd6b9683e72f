"""Forms of the team of a young person, of a broken glass and of its review."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.parcours.forms import VIDE, jour_d_aujourd_hui
from maillage.parcours.models import AvisRevue
from maillage.parcours.referentiels import fonctions, motifs_depart, motifs_remplacement
from maillage.socle.formulaires import ChampJour
from maillage.structures import selectors as structures


def _professionnels(dispositif_id: int) -> list[tuple[Any, str]]:
    """Those who work in the dispositif today, by name."""
    presents = structures.professionnels_du_dispositif(dispositif_id, jour_d_aujourd_hui())
    return [
        ("", "Choisissez"),
        *((pro.pk, f"{pro.nom} {pro.prenom}, {pro.get_metier_display().lower()}") for pro in presents),
    ]


class MembreForm(forms.Form):
    """Someone joins the team."""

    professionnel = forms.TypedChoiceField(label="Qui", coerce=int)
    fonction = forms.ChoiceField(
        label="Fonction auprès du jeune", help_text="Elle ouvre les sections du dossier que cette fonction demande."
    )
    debut = ChampJour("À partir du", initial=jour_d_aujourd_hui)
    referent = forms.BooleanField(
        label="Référent ou référente du jeune",
        required=False,
        help_text="La personne qui l'est aujourd'hui reste dans l'équipe.",
    )

    def __init__(self, *args: Any, dispositif_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["professionnel"].choices = _professionnels(dispositif_id)  # type: ignore[attr-defined]
        self.fields["fonction"].choices = [("", "Choisissez"), *fonctions().items()]  # type: ignore[attr-defined]


class DepartForm(forms.Form):
    """Someone leaves the team."""

    fin = ChampJour("Dernier jour", initial=jour_d_aujourd_hui)
    motif = forms.ChoiceField(label="Motif", choices=[*VIDE, *motifs_depart().items()])


class ReferentForm(forms.Form):
    """A member becomes the referent."""

    le = ChampJour("À partir du", initial=jour_d_aujourd_hui)


class RemplacementForm(forms.Form):
    """Who stands in, for exact dates."""

    remplacant = forms.TypedChoiceField(label="Remplaçant ou remplaçante", coerce=int)
    debut = ChampJour("Premier jour", initial=jour_d_aujourd_hui)
    fin = ChampJour("Dernier jour", help_text="L'accès au dossier s'arrête ce soir-là.")
    motif = forms.ChoiceField(label="Motif de l'absence", choices=[*VIDE, *motifs_remplacement().items()])

    def __init__(self, *args: Any, dispositif_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["remplacant"].choices = _professionnels(dispositif_id)  # type: ignore[attr-defined]


class BrisForm(forms.Form):
    """Why the file must be opened now."""

    motif = forms.CharField(
        label="Pourquoi devez-vous ouvrir ce dossier maintenant ?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text="La direction ou la déléguée à la protection des données lira cette phrase.",
    )


class RevueForm(forms.Form):
    """What the review says of a broken glass."""

    avis = forms.ChoiceField(label="Cet accès était-il justifié ?", choices=AvisRevue.choices, widget=forms.RadioSelect)
    observation = forms.CharField(
        label="Observation",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
        help_text="Obligatoire si l'accès n'était pas justifié.",
    )


class FiltreBrisForm(forms.Form):
    """Which broken glasses to show."""

    etat = forms.ChoiceField(
        label="Montrer", required=False, choices=[("", "À relire"), ("relus", "Déjà relus"), ("tous", "Tous")]
    )
