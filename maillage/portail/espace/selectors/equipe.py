"""Who is around the young person, dispositif by dispositif."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from maillage.parcours.selectors.equipe import LigneEquipe, equipe_du_jeune
from maillage.portail.espace.selectors.espace import Espace


@dataclass(frozen=True)
class EquipeDite:
    """The people of one dispositif, the referent first."""

    dispositif_id: int
    lignes: tuple[LigneEquipe, ...]


def equipes(espace: Espace, *, le: date) -> list[EquipeDite]:
    """Return the teams of a day (2 queries each): an `Espace` is only ever made for who may see it."""
    lues = (EquipeDite(pk, equipe_du_jeune(espace.jeune.pk, pk, le).actuels) for pk in espace.dispositifs)
    return [equipe for equipe in lues if equipe.lignes]
