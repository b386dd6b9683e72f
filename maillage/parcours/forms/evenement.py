"""The form of an event of life."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from maillage.parcours.models import EvenementDeVie
from maillage.parcours.referentiels import sections_du_dossier, types_evenement
from maillage.parcours.services.evenements import SaisieEvenement
from maillage.socle.formulaires import ChampJour

SELON_LE_TYPE = ""


class EvenementForm(forms.Form):
    """Type, dates, words, and the section where it is read: that of the type unless another is chosen."""

    type = forms.ChoiceField(label="Type d'événement")
    debut = ChampJour("Date, ou premier jour")
    fin = ChampJour("Dernier jour", required=False, help_text="Seulement si l'événement dure.")
    libelle = forms.CharField(
        label="En quelques mots",
        max_length=120,
        required=False,
        help_text="Rien qui ne doive être lu par toute la section.",
    )
    section = forms.ChoiceField(label="Qui peut le lire", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, sections: Collection[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.sections = frozenset(sections)
        connues = sections_du_dossier()
        types = [(t.code, t.libelle) for t in types_evenement().values()]
        self.fields["type"].choices = [("", "Choisissez"), *types]  # type: ignore[attr-defined]
        self.fields["section"].choices = [  # type: ignore[attr-defined]
            (SELON_LE_TYPE, "Selon le type"),
            *((code, f"Section « {section.libelle} »") for code, section in connues.items() if code in self.sections),
        ]

    def clean(self) -> dict[str, Any]:
        lues = super().clean() or {}
        connu = types_evenement().get(lues.get("type", ""))
        if connu and not lues.get("section"):
            if connu.section not in self.sections:
                libelle = sections_du_dossier()[connu.section].libelle
                self.add_error(
                    "section",
                    f"Ce type se range dans « {libelle} », où vous n'écrivez pas. Choisissez une autre section.",
                )
            lues["section"] = connu.section
        return lues

    def saisie(self) -> SaisieEvenement:
        return SaisieEvenement(
            **{nom: self.cleaned_data[nom] for nom in ("type", "section", "debut", "fin", "libelle")}
        )


def initial_evenement(evenement: EvenementDeVie) -> dict[str, Any]:
    """Values of the form for an event already noted."""
    champs = ("type", "section", "debut", "fin", "libelle", "version")
    return {champ: getattr(evenement, champ) for champ in champs}
