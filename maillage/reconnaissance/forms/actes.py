"""The forms of the acts: each carries the version of the dossier that its page showed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from maillage.reconnaissance.domain.suites import ArreteSigne, AxeDemande
from maillage.socle.formulaires import ChampJour

AXES = 5
"""Lines of a work plan on the page; a longer plan is several answers."""


class ActeForm(forms.Form):
    """An act that asks nothing more than to be confirmed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, dispositif: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.dispositif = dispositif
        self.preparer()

    def preparer(self) -> None:
        """Add the fields that depend on the dispositif."""

    def valeurs(self) -> dict[str, Any]:
        """Return what the service takes."""
        return dict(self.cleaned_data)


class ModifierForm(ActeForm):
    motif = forms.CharField(label="Ce qui change", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)


class MotifsForm(ActeForm):
    motifs = forms.CharField(
        label="Motifs",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=8000,
        help_text="Le dispositif lira ce texte. Rien de vos notes privées n'y est repris.",
    )


class AxesForm(MotifsForm):
    """Reasons, then lines of a plan: what, who, before when."""

    def preparer(self) -> None:
        for rang in range(1, AXES + 1):
            self.fields[f"axe_{rang}"] = forms.CharField(
                label=f"Axe {rang}", required=False, max_length=300, help_text="Ce qu'il reste à travailler."
            )
            self.fields[f"qui_{rang}"] = forms.CharField(label="Qui le porte", required=False, max_length=120)
            self.fields[f"avant_{rang}"] = ChampJour("Avant le", required=False)

    def lignes(self) -> Iterator[tuple[BoundField, BoundField, BoundField]]:
        for rang in range(1, AXES + 1):
            yield self[f"axe_{rang}"], self[f"qui_{rang}"], self[f"avant_{rang}"]

    def clean(self) -> dict[str, Any]:
        lus: dict[str, Any] = super().clean() or {}
        for rang in range(1, AXES + 1):
            remplis = [lus.get(f"{nom}_{rang}") for nom in ("axe", "qui", "avant")]
            if any(remplis) and not all(remplis) and not any(f"{n}_{rang}" in self.errors for n in ("axe", "avant")):
                self.add_error(f"axe_{rang}", "Dites quoi, qui le porte et avant quel jour.")
        return lus

    def valeurs(self) -> dict[str, Any]:
        lus = self.cleaned_data
        axes = [
            AxeDemande(lus[f"axe_{rang}"], lus[f"qui_{rang}"], lus[f"avant_{rang}"])
            for rang in range(1, AXES + 1)
            if lus.get(f"axe_{rang}")
        ]
        return {"version": lus["version"], "motifs": lus["motifs"], "axes": axes}


class ArretesForm(ActeForm):
    """Number and day of the order of each organisme."""

    def preparer(self) -> None:
        self.organismes = list(self.dispositif.organismes.order_by("nom", "pk"))
        for organisme in self.organismes:
            self.fields[f"numero_{organisme.pk}"] = forms.CharField(label="Numéro de l'arrêté", max_length=60)
            self.fields[f"signe_{organisme.pk}"] = ChampJour("Signé le")

    def lignes(self) -> Iterator[tuple[Any, BoundField, BoundField]]:
        for organisme in self.organismes:
            yield organisme, self[f"numero_{organisme.pk}"], self[f"signe_{organisme.pk}"]

    def valeurs(self) -> dict[str, Any]:
        lus = self.cleaned_data
        arretes = [ArreteSigne(o.pk, lus[f"numero_{o.pk}"], lus[f"signe_{o.pk}"]) for o in self.organismes]
        return {"version": lus["version"], "arretes": arretes}
