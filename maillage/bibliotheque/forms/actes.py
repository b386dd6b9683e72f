"""What every form that acts shares: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.bibliotheque.domain.erreurs import ErreurBibliotheque
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires import placer_refus

ANNEES = range(2000, 2100)


class FormulaireActe(forms.Form):
    """`accomplir` calls the service on `cible`, and returns the sentence said once done; `nom_page`, `bouton` and `phrase` dress the page."""

    nom_page = ""
    bouton = "Enregistrer"
    phrase = ""
    dangereux = False

    def __init__(self, *args: Any, acteur: Acteur, cible: Any = None, **options: Any) -> None:
        self.acteur, self.cible = acteur, cible
        options["initial"] = {**self.depart(), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.preparer()

    def depart(self) -> dict[str, Any]:
        """Return the first values of the fields."""
        return {}

    def preparer(self) -> None:
        """Set choices that depend on the person or on the target."""

    def accomplir(self) -> str:
        """Call the service with `cleaned_data`."""
        raise NotImplementedError

    def apres_refus(self, refus: ErreurBibliotheque) -> None:
        """Change what the page shows after a refusal."""

    def tenter(self) -> str:
        """Return the sentence of what was done, empty with the errors set."""
        if not self.is_valid():
            return ""
        try:
            return self.accomplir()
        except ErreurBibliotheque as refus:
            placer_refus(self, refus)
            self.apres_refus(refus)
            return ""


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
