"""Which answer to a project this very account is asked for: the line that bears its name, else the first left of its capacity."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from maillage.projet.selectors.lecture import accords_attendus
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier


def accords_a_donner(acteur: Acteur, jeune_id: int) -> list[Any]:
    """Return one answer per proposed text, none for who has answered; two parents never answer for one another."""
    par_texte: dict[int, list[Any]] = defaultdict(list)
    for accord in accords_attendus(acteur, jeune_id):
        par_texte[accord.version_id].append(accord)
    return [_le_sien(accords, acteur.libelle) for accords in par_texte.values()]


def _le_sien(accords: list[Any], nom: str) -> Any:
    return next((accord for accord in accords if plier(accord.nom) == plier(nom)), accords[0])
