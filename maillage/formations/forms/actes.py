"""What every form that acts shares: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.formations.domain.erreurs import ErreurFormation
from maillage.socle import actes
from maillage.socle.actes import texte_long

ANNEES = range(2020, 2101)


class FormulaireActe(actes.FormulaireActe):
    """An act of this room."""

    erreurs = (ErreurFormation,)
    titre_page = ""

    def offrir(self, champ: str, choix: Any) -> None:
        """Set the choices of a field."""
        self.fields[champ].choices = choix  # type: ignore[attr-defined]


class Cases(forms.MultipleChoiceField):
    """Several choices as boxes."""

    def __init__(self, label: str, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(label=label, choices=[], widget=forms.CheckboxSelectMultiple, **options)


__all__ = ["ANNEES", "Cases", "FormulaireActe", "texte_long"]
