"""What every form that acts shares: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.bibliotheque.domain.erreurs import ErreurBibliotheque
from maillage.socle import actes

ANNEES = range(2000, 2100)


class FormulaireActe(actes.FormulaireActe):
    """An act of this room; `nom_page` dresses the page."""

    erreurs = (ErreurBibliotheque,)
    reprend = False
    nom_page = ""

    def apres_refus(self, refus: ErreurBibliotheque) -> None:
        """Change what the page shows after a refusal."""

    def refuser(self, refus: Any) -> None:
        super().refuser(refus)
        self.apres_refus(refus)


def texte_long(
    label: str, *, lignes: int, requis: bool = False, aide: str = "", maximum: int = 60_000
) -> forms.CharField:
    """Return a field of several lines."""
    saisie = forms.Textarea(attrs={"rows": lignes})
    return forms.CharField(label=label, required=requis, max_length=maximum, widget=saisie, help_text=aide)


def cases(label: str, choix: Any, *, aide: str = "") -> forms.MultipleChoiceField:
    """Return a field of boxes."""
    return forms.MultipleChoiceField(
        label=label, required=False, choices=choix, widget=forms.CheckboxSelectMultiple, help_text=aide
    )
