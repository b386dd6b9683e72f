"""Managers of the models that our foreign keys point to, reached through the keys themselves."""

from __future__ import annotations

from typing import Any

from maillage.appui_ressource.models import ActionAppui, DemandeAppui


def partenaires() -> Any:
    """Every partner, of any dispositif."""
    return _vise(DemandeAppui, "partenaire")


def evenements() -> Any:
    return _vise(ActionAppui, "evenement")


def _vise(modele: type[DemandeAppui] | type[ActionAppui], champ: str) -> Any:
    return modele._meta.get_field(champ).remote_field.model._default_manager  # type: ignore[union-attr]


def partenaire_par_uai(uai: str) -> Any | None:
    """Return the school of that number that a dispositif knows already, or None."""
    return partenaires().filter(uai=uai).order_by("pk").first() if uai else None
