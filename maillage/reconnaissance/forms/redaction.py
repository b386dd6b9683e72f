"""Writing a section, attaching a file, the words of a message or of a note."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.reconnaissance import referentiels
from maillage.socle.formulaires import ChampJour
from maillage.socle.pieces import DOCUMENTS, ChampPiece

LONGUEUR = 20_000


class SectionForm(forms.Form):
    """The text of a section; `lue` is the number of the writing that the page showed."""

    texte = forms.CharField(
        label="Votre texte",
        required=False,
        max_length=LONGUEUR,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Une ligne vide sépare deux paragraphes. Aucun nom de jeune ni de famille.",
    )
    lue = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PieceForm(forms.Form):
    genre = forms.ChoiceField(label="De quoi s'agit-il", choices=[])
    fichier = ChampPiece("Fichier", natures=DOCUMENTS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        genres = referentiels.genres_de_pieces().values()
        self.fields["genre"].choices = [(genre.code, genre.libelle) for genre in genres]  # type: ignore[attr-defined]


class MessageForm(forms.Form):
    """What both sides read. An examiner, who also has a private thread, says that they know it before it leaves."""

    texte = forms.CharField(label="Votre message", widget=forms.Textarea(attrs={"rows": 4}), max_length=8000)

    def __init__(self, *args: Any, instructeur: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if instructeur:
            self.fields["lu_par_le_dispositif"] = forms.BooleanField(
                label="Je sais que le dispositif lira ce message",
                error_messages={"required": "Cochez pour envoyer, ou écrivez une note privée dans « Instruction »."},
            )


class NoteForm(forms.Form):
    """What examiners keep: a guard says so before it is sent."""

    texte = forms.CharField(label="Votre note privée", widget=forms.Textarea(attrs={"rows": 4}), max_length=8000)


class DemanderAvisForm(forms.Form):
    expert = forms.CharField(label="À qui", max_length=200, help_text="Service et fonction.")
    courriel = forms.EmailField(
        label="Son adresse électronique", required=False, help_text="Vide : la question ne part pas par courriel."
    )
    question = forms.CharField(label="Votre question", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    attendu_le = ChampJour("Avant le")


class RendreAvisForm(forms.Form):
    sens = forms.ChoiceField(
        label="Avis",
        choices=[("FAVORABLE", "Favorable"), ("RESERVE", "Favorable avec réserves"), ("DEFAVORABLE", "Défavorable")],
    )
    texte = forms.CharField(
        label="Ce qui est répondu", required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=8000
    )
