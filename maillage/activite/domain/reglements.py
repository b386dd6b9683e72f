"""Who can settle each alert, and in which gesture: data read by the quality page.

A `Geste` acts on the occurrence at once, with undo (`acte` names a service of the agenda); a `Renvoi` opens the page where it is settled.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Qui(StrEnum):
    """Who knows the answer."""

    PROFESSIONNELS = "Les professionnels inscrits à l'événement"
    COORDINATION = "La coordination de parcours"
    DIRECTION = "La direction"


class Acte(StrEnum):
    """The acts of the agenda that settle an alert in one gesture."""

    CONFIRMER = "confirmer"
    ANNULER = "annuler"
    NOTER_ABSENT = "noter-absent"
    NOTER_PRESENT = "noter-present"
    MODALITE_AJ = "modalite-AJ"
    MODALITE_AN = "modalite-AN"
    MODALITE_PMO = "modalite-PMO"


class Renvoi(StrEnum):
    """Where the rest is settled."""

    EVENEMENT = "evenement"
    JEUNE = "jeune"
    PLACES = "places"
    ATTENTE = "attente"
    AGENDA = "agenda"


@dataclass(frozen=True)
class Geste:
    """One button: what it says and what it does."""

    acte: Acte
    libelle: str


@dataclass(frozen=True)
class Reglement:
    """How an alert is settled."""

    qui: Qui
    renvoi: Renvoi
    gestes: tuple[Geste, ...] = ()


CONFIRMER = Geste(Acte.CONFIRMER, "Confirmer : tout le monde était là")
ANNULER = Geste(Acte.ANNULER, "Annuler cet événement")
ANNULER_DOUBLE = Geste(Acte.ANNULER, "Annuler la saisie en trop")
ABSENT = Geste(Acte.NOTER_ABSENT, "Noter absent")
PRESENT = Geste(Acte.NOTER_PRESENT, "Noter présent")
MODALITES = (
    Geste(Acte.MODALITE_AJ, "Accueil de jour"),
    Geste(Acte.MODALITE_AN, "Accueil de nuit"),
    Geste(Acte.MODALITE_PMO, "Milieu ordinaire"),
)

REGLEMENTS: dict[str, Reglement] = {
    "R4_A_CONFIRMER": Reglement(Qui.PROFESSIONNELS, Renvoi.EVENEMENT, (CONFIRMER, ANNULER)),
    "R5_DOUBLON_PROBABLE": Reglement(Qui.PROFESSIONNELS, Renvoi.EVENEMENT, (ANNULER_DOUBLE,)),
    "R5_PRESENCE_CONTRADICTOIRE": Reglement(Qui.PROFESSIONNELS, Renvoi.EVENEMENT, (PRESENT, ABSENT)),
    "R5_STATUT_CONTRADICTOIRE": Reglement(Qui.PROFESSIONNELS, Renvoi.EVENEMENT),
    "R6_ABSENCE_PARTIELLE": Reglement(Qui.PROFESSIONNELS, Renvoi.EVENEMENT, (PRESENT, ABSENT)),
    "R6_PRESENT_MALGRE_ABSENCE": Reglement(Qui.PROFESSIONNELS, Renvoi.EVENEMENT, (ABSENT,)),
    "R7_SANS_PHASE": Reglement(Qui.COORDINATION, Renvoi.JEUNE),
    "R8_MODALITE_NON_OUVERTE": Reglement(Qui.COORDINATION, Renvoi.JEUNE),
    "R8_MODALITE_VIDE": Reglement(Qui.PROFESSIONNELS, Renvoi.EVENEMENT, MODALITES),
    "R14_HORS_OUVERTURE": Reglement(Qui.DIRECTION, Renvoi.EVENEMENT, (ANNULER,)),
    "R25_PRE_ADMISSION_LONGUE": Reglement(Qui.COORDINATION, Renvoi.JEUNE),
    "R26_HORS_FENETRE": Reglement(Qui.COORDINATION, Renvoi.JEUNE),
    "R27_PONCTUEL_LONG": Reglement(Qui.COORDINATION, Renvoi.JEUNE),
    "R33_SANS_FICHE": Reglement(Qui.COORDINATION, Renvoi.JEUNE),
    "R36_DELAI_NEGATIF": Reglement(Qui.COORDINATION, Renvoi.ATTENTE),
    "R37_CRETON_AVANT_20": Reglement(Qui.COORDINATION, Renvoi.JEUNE),
    "R37_NAISSANCE_MANQUANTE": Reglement(Qui.COORDINATION, Renvoi.JEUNE),
    "R39_DUREE_NON_POSITIVE": Reglement(Qui.PROFESSIONNELS, Renvoi.EVENEMENT, (ANNULER,)),
    "R39_JEUNE_SANS_PHASE": Reglement(Qui.COORDINATION, Renvoi.JEUNE),
    "R39_NON_CONFIRMES": Reglement(Qui.PROFESSIONNELS, Renvoi.AGENDA),
    "R39_PLACES_MANQUANTES": Reglement(Qui.DIRECTION, Renvoi.PLACES),
}
