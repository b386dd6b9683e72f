"""The drawing of a signature as a form field: a comfort that a script adds, an empty hidden input without it."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.liaison.domain.dessin import verifier_dessin
from maillage.liaison.domain.erreurs import ErreurLiaison


class SaisieDessin(forms.HiddenInput):
    """A hidden input, and a box to draw in that the script shows. Not « hidden » for the form: it is drawn with its label."""

    use_fieldset = True
    template_name = "liaison/widgets/dessin.html"

    @property
    def is_hidden(self) -> bool:
        return False

    @property
    def media(self) -> forms.Media:
        scripts: list[Any] = [forms.Script("liaison/js/dessin.js", type="module")]
        return forms.Media(js=scripts)


class ChampDessin(forms.CharField):
    """The SVG path of a drawing, empty most of the time; refused when it is anything else."""

    widget = SaisieDessin

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"required": False, "label": "Votre signature au doigt ou à la souris (si vous voulez)", **options}
        )

    def clean(self, value: Any) -> str:
        propre = super().clean(value)
        try:
            return verifier_dessin(propre)
        except ErreurLiaison as refus:
            raise forms.ValidationError(refus.message) from refus
