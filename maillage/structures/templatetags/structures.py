"""Filters and tags of the pages of this context."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maillage.socle.domain.typographie import ecrire_date, ecrire_periode
from maillage.structures import presentation
from maillage.structures.referentiels import modes

register = template.Library()

register.filter("sigle_categorie", presentation.sigle_categorie)
register.filter("libelle_categorie", presentation.libelle_categorie)
register.filter("libelle_mode", presentation.libelle_mode)


@register.filter
def date_entiere(jour: dt.date | None) -> str:
    """Write « 1er mars 2024 », nothing without a date."""
    return f"{ecrire_date(jour)} {jour.year}" if jour else ""


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
    """Write « depuis le 1er mars 2024 », « du 1er mars 2024 au 3 avril 2025 », « jusqu'au … », nothing without dates."""
    if debut and fin:
        return ecrire_periode(debut, fin)
    if debut:
        return f"depuis le {date_entiere(debut)}"
    return f"jusqu'au {date_entiere(fin)}" if fin else ""


@register.simple_tag
def etat_dans_le_temps(debut: dt.date, fin: dt.date | None, le: dt.date) -> dict[str, str]:
    """Return the words and the tone of a dated row on a day: past, in force, to come."""
    if fin is not None and fin < le:
        return {"libelle": "passé", "ton": "neutre"}
    return {"libelle": "à venir", "ton": "info"} if debut > le else {"libelle": "en cours", "ton": "succes"}
