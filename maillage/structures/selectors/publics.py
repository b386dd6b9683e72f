"""What anyone may know of a dispositif: its name and its public code."""

from __future__ import annotations

from collections.abc import Collection

from maillage.structures.models import Dispositif


def noms_des_dispositifs(cles: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return (name, public code) of these dispositifs, by primary key (1 query, none for nothing)."""
    if not cles:
        return {}
    lignes = Dispositif.objects.filter(pk__in=cles).values_list("pk", "nom", "code")
    return {pk: (nom, code) for pk, nom, code in lignes}


def noms_connus() -> list[tuple[int, str]]:
    """Return the key and the name of every dispositif: what someone types is recognised among them (1 query)."""
    return list(Dispositif.objects.order_by().values_list("pk", "nom"))
