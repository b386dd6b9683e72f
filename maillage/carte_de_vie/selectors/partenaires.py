"""The partners to whom a place may be shown: those that the dispositif works with."""

from __future__ import annotations

from collections.abc import Collection

from maillage.carte_de_vie.domain.vocabulaire import Regard
from maillage.carte_de_vie.selectors.acces import Porte
from maillage.socle.domain.texte import contient_les_mots, plier
from maillage.structures.selectors.dispositifs import partenaires_du_dispositif

CHOIX_MAX = 30
"""Boxes that a page shows before it asks for a search."""


def partenaires_a_choisir(porte: Porte) -> list[tuple[int, str]]:
    """Return (key, name) by name (1 query); a family chooses none."""
    if porte.dispositif_id is None or porte.regard is Regard.FAMILLE:
        return []
    return list(partenaires_du_dispositif(porte.dispositif_id).values_list("pk", "nom"))


def partenaires_proposes(
    tous: list[tuple[int, str]], recherche: str, gardes: Collection[int] = ()
) -> list[tuple[int, str]]:
    """Return those that a page offers: all of a short directory; of a long one those already chosen, and those that the search finds."""
    if len(tous) <= CHOIX_MAX:
        return tous
    trouves = [un for un in tous if recherche and contient_les_mots(un[1], recherche)][:CHOIX_MAX]
    return sorted({*trouves, *(un for un in tous if un[0] in gardes)}, key=lambda un: plier(un[1]))
