"""Reads of the ledger, by noun."""

from maillage.agenda.selectors.compte import (
    COLONNES_ABSENCE,
    COLONNES_EVENEMENT,
    COLONNES_EVENEMENT_JEUNE,
    COLONNES_EVENEMENT_PRO,
    absences_pour_le_compte,
    evenements_pour_le_compte,
    participations_jeunes_pour_le_compte,
    participations_pros_pour_le_compte,
)

__all__ = [
    "COLONNES_ABSENCE",
    "COLONNES_EVENEMENT",
    "COLONNES_EVENEMENT_JEUNE",
    "COLONNES_EVENEMENT_PRO",
    "absences_pour_le_compte",
    "evenements_pour_le_compte",
    "participations_jeunes_pour_le_compte",
    "participations_pros_pour_le_compte",
]
