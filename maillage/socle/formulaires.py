"""How every form of the product is drawn: label, help, error beside the field."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Rendu(TemplatesSetting):
    """Draws fields with our own component."""

    field_template_name = "socle/composants/champ.html"
