"""What every form that acts shares: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.formations.domain.erreurs import ErreurFormation
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires import placer_refus

ANNEES = range(2020, 2101)


class FormulaireActe(forms.Form):
    """`accomplir` calls the service on `cible`, and returns the sentence said once done."""

    titre_page = ""
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
        return {nom: getattr(self.cible, nom, None) for nom in self.base_fields} if self.cible is not None else {}

    def preparer(self) -> None:
        """Set choices that depend on the target."""

    def offrir(self, champ: str, choix: Any) -> None:
        """Set the choices of a field."""
        self.fields[champ].choices = choix  # type: ignore[attr-defined]

    def accomplir(self) -> str:
        """Call the service with `cleaned_data`."""
        raise NotImplementedError

    def tenter(self) -> str:
        """Return the sentence of what was done, empty with the errors set."""
        if not self.is_valid():
            return ""
        try:
            return self.accomplir()
        except ErreurFormation as refus:
            placer_refus(self, refus)
            return ""

    def lus(self, *champs: str) -> dict[str, Any]:
        """Return the cleaned values of some fields."""
        return {champ: self.cleaned_data[champ] for champ in champs}


class Cases(forms.MultipleChoiceField):
    """Several choices as boxes."""

    def __init__(self, label: str, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(label=label, choices=[], widget=forms.CheckboxSelectMultiple, **options)


def texte_long(label: str, *, lignes: int = 4, requis: bool = False, aide: str = "") -> forms.CharField:
    """Return a field of several lines."""
    saisie = forms.Textarea(attrs={"rows": lignes})
    return forms.CharField(label=label, required=requis, max_length=20_000, widget=saisie, help_text=aide)
