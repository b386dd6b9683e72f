"""Authorised places in the form the contract accepts (2.2): one row per establishment, modality and first day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

LignePlaces = tuple[str, str, str, int, date, date | None]
"""dispositif_id, finess (empty for places of the whole), modalite, n, valid_from, valid_to (None: still open)."""
JOUR = timedelta(days=1)


def places_du_contrat(
    lignes: Iterable[LignePlaces], *, rattaches: Collection[str], debut: date, fin: date
) -> list[LignePlaces]:
    """Return rows that give the same number of places on each day of [debut, fin], with no two of the same key.

    Rows that begin together or overlap are added up, those wholly outside the window left out; a FINESS that is not attached any more is
    left empty: the contract knows no other than those of the dispositif, and no figure reads it.
    """
    groupes: dict[tuple[str, str, str], list[tuple[int, date, date | None]]] = defaultdict(list)
    for dispositif, finess, modalite, nombre, premier, dernier in lignes:
        if premier <= fin and (dernier is None or dernier >= debut):
            cle = (dispositif, finess if finess in rattaches else "", modalite)
            groupes[cle].append((nombre, premier, dernier))
    return [
        (*cle, nombre, premier, dernier)
        for cle, rangs in sorted(groupes.items())
        for nombre, premier, dernier in _additionner(rangs)
    ]


def _additionner(rangs: list[tuple[int, date, date | None]]) -> list[tuple[int, date, date | None]]:
    """Cut the rows at each change, then add up those valid together."""
    bornes = sorted({premier for _, premier, _ in rangs} | {dernier + JOUR for _, _, dernier in rangs if dernier})
    sommes = []
    for premier, suivant in zip(bornes, [*bornes[1:], None], strict=True):
        valides = [n for n, depuis, jusqu in rangs if depuis <= premier and (jusqu is None or premier <= jusqu)]
        if valides:
            sommes.append((sum(valides), premier, suivant - JOUR if suivant else None))
    return sommes
