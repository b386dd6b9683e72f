"""Which départements this context knows, their names, and which of them someone may see."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import QuerySet

from maillage.conventions.models import ConventionCadre
from maillage.socle.acteur import Acces, Acteur
from maillage.territoire.selectors import departements_charges
from maillage.territoire.sources import noms_des_departements

Lignes = TypeVar("Lignes", bound="QuerySet[Any]")


def departements_connus() -> dict[str, str]:
    """Return code and name of the départements loaded, or that have a convention (2 queries)."""
    cadres = ConventionCadre.objects.order_by().values_list("departement", flat=True).distinct()
    noms = noms_des_departements()
    return {code: noms.get(code, code) for code in sorted({*departements_charges(), *cadres}) if code}


def departements_visibles(acteur: Acteur, section: str, acces: Acces = Acces.LECTURE) -> dict[str, str]:
    """Return those of them that the section is open for (2 queries)."""
    limites = acteur.departements(section, acces)
    return {code: nom for code, nom in departements_connus().items() if limites is None or code in limites}


def limiter(lignes: Lignes, acteur: Acteur, section: str, *, champ: str = "departement") -> Lignes:
    """Return the rows of the départements that the section is open for."""
    limites = acteur.departements(section)
    return lignes if limites is None else lignes.filter(**{f"{champ}__in": limites})


def nom_du_departement(code: str) -> str:
    """« Haute-Garonne (31) »."""
    return f"{noms_des_departements().get(code, '')} ({code})".strip()
