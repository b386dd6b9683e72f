"""What every form that acts shares: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires import placer_refus


class FormulaireActe(forms.Form):
    """`accomplir` calls the service on `cible`, and returns the sentence said once done; `titre`, `bouton` and `phrase` are those of the page;
    `garde`: what is half written is kept."""

    titre = ""
    bouton = "Enregistrer"
    phrase = ""
    dangereux = False
    garde = False

    def __init__(self, *args: Any, acteur: Acteur, cible: Any = None, **options: Any) -> None:
        self.acteur, self.cible = acteur, cible
        options["initial"] = {**self.depart(), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.preparer()

    def depart(self) -> dict[str, Any]:
        """Return the first values of the fields."""
        return {}

    def preparer(self) -> None:
        """Set choices that depend on the target."""

    def accomplir(self) -> str:
        """Call the service with `cleaned_data`."""
        raise NotImplementedError

    def tenter(self) -> str:
        """Return the sentence of what was done, empty with the errors set."""
        if not self.is_valid():
            return ""
        try:
            return self.accomplir()
        except ErreurRencontre as refus:
            placer_refus(self, refus)
            return ""


def texte_long(label: str, *, lignes: int = 4, requis: bool = False, aide: str = "") -> Any:
    """Return a field of several lines."""
    saisie = forms.Textarea(attrs={"rows": lignes})
    return forms.CharField(label=label, required=requis, max_length=20_000, widget=saisie, help_text=aide)


def mot_court(label: str, *, maximum: int = 200, requis: bool = False, aide: str = "") -> Any:
    """Return a field of one line."""
    return forms.CharField(label=label, required=requis, max_length=maximum, help_text=aide)
