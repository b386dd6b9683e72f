"""What every form that acts shares: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from django import forms

from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.socle import actes
from maillage.socle.vocabulaire import Modalite


class FormulaireActe(actes.FormulaireActe):
    """An act of this room."""

    erreurs = (ErreurConvention,)
    titre = ""


class ChampModalites(forms.MultipleChoiceField):
    """The three modalities as boxes."""

    def __init__(self, label: str, *, aide: str) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=Modalite.choices,
            widget=forms.CheckboxSelectMultiple,
            help_text=aide,
        )


def texte_long(label: str, *, lignes: int = 4, requis: bool = False, aide: str = "") -> forms.CharField:
    """Return a field of several lines."""
    saisie = forms.Textarea(attrs={"rows": lignes})
    return forms.CharField(label=label, required=requis, max_length=20_000, widget=saisie, help_text=aide)
