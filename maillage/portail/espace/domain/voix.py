"""To whom a page speaks: to the young person as « tu » or « vous » (setting of the establishment), to the family as « vous », of the young person."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from maillage.socle.domain.texte import de_qui, elider

DU_JEUNE = frozenset({"JEUNE_MINEUR", "JEUNE_MAJEUR"})


class Voix(StrEnum):
    """The three ways of saying a sentence."""

    TU = "tu"
    VOUS = "vous"
    FAMILLE = "famille"


def voix_pour(qualites: Collection[str], *, tutoiement: bool) -> Voix:
    """Return the voice of the pages of someone who holds these capacities for a young person."""
    if not DU_JEUNE & set(qualites):
        return Voix.FAMILLE
    return Voix.TU if tutoiement else Voix.VOUS


def accorder(phrase: str, prenom: str) -> str:
    """Put the first name in a sentence: « {de} » becomes « de Sacha » or « d'Alix », « {que} » « que Sacha »."""
    dit = phrase.replace("{de}", de_qui(prenom)).replace("{que}", elider("que", prenom)).replace("{prenom}", prenom)
    return re.sub(r"\s+([.,])", r"\1", dit)
