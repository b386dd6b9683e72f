"""Which départements this context knows, and their names."""

from __future__ import annotations

from maillage.conventions.models import ConventionCadre
from maillage.territoire.selectors import departements_charges
from maillage.territoire.sources import noms_des_departements


def departements_connus() -> dict[str, str]:
    """Return code and name of the départements loaded, or that have a convention (2 queries)."""
    cadres = ConventionCadre.objects.order_by().values_list("departement", flat=True).distinct()
    noms = noms_des_departements()
    return {code: noms.get(code, code) for code in sorted({*departements_charges(), *cadres}) if code}


def nom_du_departement(code: str) -> str:
    """« Haute-Garonne (31) »."""
    return f"{noms_des_departements().get(code, '')} ({code})".strip()
