"""Filters and tags of the pages of this context."""

from __future__ import annotations

import datetime as dt

from django import template
from django.template.defaultfilters import date as date_dite
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maillage.structures import presentation
from maillage.structures.referentiels import modes

register = template.Library()
FORME = "j F Y"

register.filter("sigle_categorie", presentation.sigle_categorie)
register.filter("libelle_categorie", presentation.libelle_categorie)
register.filter("libelle_mode", presentation.libelle_mode)


@register.filter
def modalites_du_mode(code: str) -> tuple[str, ...]:
    """Return the modalities that a FINESS mode speaks of, none when it does not."""
    return modes()[code].modalites if code in modes() else ()


@register.simple_tag
def sigle_de_categorie(code: str) -> SafeString | str:
    """Write the acronym of a category, its label always read aloud."""
    sigle, libelle = presentation.sigle_categorie(code), presentation.libelle_categorie(code)
    return sigle if sigle == libelle else format_html('<abbr title="{}">{}</abbr>', libelle, sigle)


@register.simple_tag
def public_dit(code: str, declare: str) -> str:
    return presentation.libelle_du_public(code, declare)


@register.simple_tag
def depuis_jusque(debut: dt.date | None, fin: dt.date | None) -> str:
    """Write « depuis le 1 mars 2024 », « du 1 mars 2024 au 3 avril 2025 », « jusqu'au … », nothing without dates."""
    if debut and fin:
        return periode_dite(debut, fin)
    if debut:
        return f"depuis le {date_dite(debut, FORME)}"
    return f"jusqu'au {date_dite(fin, FORME)}" if fin else ""


@register.simple_tag
def periode_dite(debut: dt.date, fin: dt.date) -> str:
    """Write a period of days, both included; one day is one date."""
    if debut == fin:
        return f"le {date_dite(debut, FORME)}"
    return f"du {date_dite(debut, FORME)} au {date_dite(fin, FORME)}"


@register.simple_tag
def etat_dans_le_temps(debut: dt.date, fin: dt.date | None, le: dt.date) -> dict[str, str]:
    """Return the words and the tone of a dated row on a day: past, in force, to come."""
    if fin is not None and fin < le:
        return {"libelle": "passé", "ton": "neutre"}
    return {"libelle": "à venir", "ton": "info"} if debut > le else {"libelle": "en cours", "ton": "succes"}
