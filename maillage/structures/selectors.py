"""Reads of the offer."""

from __future__ import annotations

from collections.abc import Collection

from maillage.structures.models import Dispositif


def dispositif_par_code(code: str) -> Dispositif | None:
    """Return the dispositif of that public code, or None."""
    return Dispositif.objects.filter(code=code).first()


def dispositifs_de_l_organisme(organisme_id: int) -> frozenset[int]:
    """Return the primary keys of the dispositifs held by an organisme gestionnaire."""
    return frozenset(Dispositif.objects.filter(organismes=organisme_id).values_list("pk", flat=True))


def noms_des_dispositifs(dispositif_ids: Collection[int] | None) -> dict[int, tuple[str, str]]:
    """Return (code, name) of these dispositifs by primary key, in the order of names; None means all of them."""
    dispositifs = Dispositif.objects.order_by("nom", "pk")
    if dispositif_ids is not None:
        dispositifs = dispositifs.filter(pk__in=dispositif_ids)
    return {pk: (code, nom) for pk, code, nom in dispositifs.values_list("pk", "code", "nom")}
