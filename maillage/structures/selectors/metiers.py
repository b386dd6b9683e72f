"""The professions met in a dispositif, for the forms and the settings of the floors above."""

from __future__ import annotations

from maillage.structures.models.personnes import Metier


def metiers() -> list[tuple[str, str]]:
    """Return (code, label) of every profession."""
    return [(code, str(libelle)) for code, libelle in Metier.choices]
