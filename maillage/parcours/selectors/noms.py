"""Names of young people by public identifier, for the pages of the count."""

from __future__ import annotations

from collections.abc import Collection

from maillage.parcours.models import Jeune
from maillage.parcours.selectors.connus import connus_du_dispositif


def noms_par_identifiant(dispositif_id: int) -> dict[str, str]:
    """Return « Nom Prénom » of every young person known of the dispositif, keyed by identifier (1 query)."""
    connus: list[tuple[str, str, str]] = list(
        connus_du_dispositif(dispositif_id).values_list("identifiant", "nom", "prenom")
    )
    return {identifiant: f"{nom} {prenom}" for identifiant, nom, prenom in connus}


def noms_par_cle(jeunes: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return identifier and « Nom Prénom » of young people that the caller may see, by primary key (1 query)."""
    lignes = Jeune.objects.filter(pk__in=jeunes).values_list("pk", "identifiant", "nom", "prenom")
    return {pk: (identifiant, f"{nom} {prenom}") for pk, identifiant, nom, prenom in lignes}
