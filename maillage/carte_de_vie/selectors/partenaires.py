"""The partners to whom a place may be shown: those that the dispositif works with."""

from __future__ import annotations

from maillage.carte_de_vie.domain.vocabulaire import Regard
from maillage.carte_de_vie.selectors.acces import Porte
from maillage.structures.selectors.dispositifs import partenaires_du_dispositif


def partenaires_a_choisir(porte: Porte) -> list[tuple[int, str]]:
    """Return (key, name) by name (1 query); a family chooses none."""
    if porte.dispositif_id is None or porte.regard is Regard.FAMILLE:
        return []
    return list(partenaires_du_dispositif(porte.dispositif_id).values_list("pk", "nom"))
