"""How every form of the product is drawn: label, help, error beside the field; and native date and hour inputs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

CLASSES_DE_SAISIE: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.HiddenInput, ""),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
)


class Champ(BoundField):
    """A field that knows the CSS class of its kind of input."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        classe = next(classe for genre, classe in CLASSES_DE_SAISIE if isinstance(widget, genre))
        deja = f"{attrs.get('class', '')} {widget.attrs.get('class', '')}".split()
        if classe:
            attrs["class"] = " ".join(dict.fromkeys([*deja, classe]))
        return attrs

    @property
    def case_a_cocher(self) -> bool:
        """Tell whether the label stands after the input."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class Rendu(TemplatesSetting):
    """Draws forms and fields with our own components."""

    bound_field_class = Champ
    form_template_name = "socle/composants/formulaire.html"
    field_template_name = "socle/composants/champ.html"


class SaisieDate(forms.DateInput):
    """A native date input."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class SaisieHeure(forms.TimeInput):
    """A native hour input."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class SaisieMoment(forms.DateTimeInput):
    """A native date and hour input."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")
