"""The way to imports, for those who may see them."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.urls import reverse

from maillage.agenda.imports.selectors import SECTION
from maillage.socle.requete import Requete

register = template.Library()


@register.simple_tag(takes_context=True)
def adresse_imports(context: Context) -> str:
    """Return the address of the imports of the current dispositif, empty when they are closed to the person."""
    request: Requete = context["request"]
    dispositif = getattr(request, "dispositif", None)
    if dispositif is None or not request.acteur.peut(SECTION, dispositif_id=dispositif.pk):
        return ""
    return reverse("agenda:imports", args=[dispositif.code])
