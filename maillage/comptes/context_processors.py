"""What every template knows about the person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def acteur(request: HttpRequest) -> dict[str, Any]:
    """Give templates the acting person, the dispositif and section of the address, and whether this is a demonstration."""
    return {
        "acteur": getattr(request, "acteur", None),
        "dispositif_courant": getattr(request, "dispositif", None),
        "section_courante": getattr(request, "section", ""),
        "demonstration": settings.DEMONSTRATION,
    }
