"""How every form of the product is drawn: label, help, error beside the field; native date and hour inputs, bounded years."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from maillage.socle.domain.calendrier import ANNEES_DATE, ANNEES_DATE_HEURE

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


class ChampJour(forms.DateField):
    """A date whose year is one of `annees`: those of the file contract, unless told otherwise."""

    def __init__(self, label: str, *, annees: range = ANNEES_DATE, **options: Any) -> None:
        options.setdefault("widget", SaisieDate)
        options["error_messages"] = {
            "invalid": "Écrivez une date comme 2025-03-04.",
            **options.get("error_messages", {}),
        }
        super().__init__(label=label, **options)
        self.annees = annees

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        refuser_annee(value, self.annees)


class ChampMoment(forms.DateTimeField):
    """A date and hour whose year the file contract accepts."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label=label, widget=SaisieMoment, **options)

    def validate(self, value: dt.datetime | None) -> None:
        super().validate(value)
        refuser_annee(value, ANNEES_DATE_HEURE)


def refuser_annee(jour: dt.date | None, annees: range) -> None:
    """Raise ValidationError when the year is not one of them."""
    if jour is not None and jour.year not in annees:
        raise ValidationError(f"L'année doit être entre {annees[0]} et {annees[-1]}.", code="annee")


class Refus(Protocol):
    """What a business act refuses: the field it speaks of, empty when it is none, and what to say."""

    champ: str
    message: str


def placer_refus(form: forms.BaseForm, refus: Refus) -> None:
    """Put a refusal beside its field, above the form when the form has no such field."""
    form.add_error(refus.champ if refus.champ in form.fields else None, refus.message)
