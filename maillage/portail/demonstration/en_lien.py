"""Who takes part in the life of the network: every dispositif but the last, so that the diary of the mission has someone to find again."""

from __future__ import annotations

from typing import Any

from django.apps import apps


def dispositifs_en_lien() -> list[Any]:
    """Return the dispositifs that meetings, trainings and support know of; the only one of a region stays."""
    tous = list(apps.get_model("structures", "Dispositif")._default_manager.order_by("pk"))
    return tous[:-1] or tous
