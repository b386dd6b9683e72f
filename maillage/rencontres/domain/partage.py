"""Who gets a place: fair shares between establishments, then order of arrival.

A place given is never taken back. Until the day of `partage_jusqu_au` included, an establishment gets one place, whatever its size; its next people
wait. From the next day, places left go first to the establishments that hold the fewest, within the ceiling of each, in the order of arrival.
Source: COMOP of 12 and 19 November 2025 (144 people, three towns); the window of one place each is a choice of this project.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class RegleDePartage:
    """How many places a date has, how many one establishment may hold (None: no limit), until when each holds one only."""

    capacite: int | None
    plafond: int | None = None
    partage_jusqu_au: dt.date | None = None

    def plafond_le(self, le: dt.date) -> int | None:
        """Return the ceiling of one establishment that day."""
        if self.partage_jusqu_au is not None and le <= self.partage_jusqu_au:
            return 1
        return self.plafond


@dataclass(frozen=True)
class DemandePlace:
    """Someone who waits: who they are here, of which establishment, and their rank of arrival."""

    cle: int
    structure: str
    rang: int


def attribuer(
    attente: Sequence[DemandePlace], tenues: Iterable[str], regle: RegleDePartage, *, le: dt.date
) -> list[int]:
    """Return who gets a place now, in that order; `tenues` names the establishment of each place already held."""
    comptes = Counter(tenues)
    plafond = regle.plafond_le(le)
    libres = len(attente) if regle.capacite is None else regle.capacite - comptes.total()
    restantes, servies = list(attente), []
    while libres > 0:
        possibles = [demande for demande in restantes if plafond is None or comptes[demande.structure] < plafond]
        if not possibles:
            break
        choisie = min(possibles, key=lambda demande: (comptes[demande.structure], demande.rang))
        servies.append(choisie.cle)
        restantes.remove(choisie)
        comptes[choisie.structure] += 1
        libres -= 1
    return servies


def raison_de_l_attente(structure: str, tenues: Iterable[str], regle: RegleDePartage, *, le: dt.date) -> str:
    """Say why someone of that establishment waits."""
    comptes = Counter(tenues)
    plafond = regle.plafond_le(le)
    if regle.capacite is not None and comptes.total() >= regle.capacite:
        return "Toutes les places sont prises."
    if plafond is not None and comptes[structure] >= plafond:
        if regle.partage_jusqu_au is not None and le <= regle.partage_jusqu_au:
            return "Une place par établissement pour commencer : les places qui restent se partagent ensuite."
        return f"Votre établissement a déjà ses {plafond} places." if plafond > 1 else "Votre établissement a sa place."
    return ""
