"""Names of young people by public identifier, for the pages of the count."""

from __future__ import annotations

from maillage.parcours.selectors.connus import connus_du_dispositif


def noms_par_identifiant(dispositif_id: int) -> dict[str, str]:
    """Return « Nom Prénom » of every young person known of the dispositif, keyed by identifier (1 query)."""
    connus: list[tuple[str, str, str]] = list(
        connus_du_dispositif(dispositif_id).values_list("identifiant", "nom", "prenom")
    )
    return {identifiant: f"{nom} {prenom}" for identifiant, nom, prenom in connus}
