"""Catalogue of the alerts (section 5 of the contract): code, gravity, what it means and what settles it."""

from __future__ import annotations

from dataclasses import dataclass

AVERTISSEMENT = "AVERTISSEMENT"
BLOQUANTE = "BLOQUANTE"


@dataclass(frozen=True)
class TypeAlerte:
    """`regle` is the rule that raises it; `libelle` and `geste` are plain French for the pages."""

    code: str
    regle: str
    table: str
    libelle: str
    geste: str
    gravite: str = AVERTISSEMENT


TYPES_ALERTE = (
    TypeAlerte(
        "R4_A_CONFIRMER",
        "R4",
        "evenement",
        "Événement passé resté « planifié »",
        "Confirmer l'événement, l'annuler, ou noter l'absence des jeunes prévus.",
    ),
    TypeAlerte(
        "R5_DOUBLON_PROBABLE",
        "R5",
        "evenement",
        "Deux saisies probables du même événement",
        "Supprimer la saisie en trop, ou corriger les heures si ce sont deux événements.",
    ),
    TypeAlerte(
        "R5_PRESENCE_CONTRADICTOIRE",
        "R5",
        "evenement",
        "Jeune noté présent et absent au même événement",
        "Garder la présence exacte ; le décompte retient « présent ».",
    ),
    TypeAlerte(
        "R5_STATUT_CONTRADICTOIRE",
        "R5",
        "evenement",
        "Événement réalisé dans un agenda, annulé dans un autre",
        "Accorder les deux agendas ; le décompte retient « réalisé ».",
    ),
    TypeAlerte(
        "R6_ABSENCE_PARTIELLE",
        "R6",
        "evenement",
        "Absence sur une partie de l'événement",
        "Vérifier les heures de l'absence ; seule la partie présente est comptée.",
    ),
    TypeAlerte(
        "R6_PRESENT_MALGRE_ABSENCE",
        "R6",
        "evenement",
        "Jeune noté présent pendant une absence",
        "Corriger la présence ou l'absence ; le décompte retient « présent ».",
    ),
    TypeAlerte(
        "R7_SANS_PHASE",
        "R7",
        "evenement",
        "Jeune sans phase de parcours à cette date",
        "Compléter la phase (pré-admission, accompagnement, suivi, ponctuel).",
    ),
    TypeAlerte(
        "R8_MODALITE_NON_OUVERTE",
        "R8",
        "evenement",
        "Modalité non ouverte pour ce jeune à cette date",
        "Ouvrir la modalité pour le jeune, ou corriger celle de l'événement.",
    ),
    TypeAlerte(
        "R8_MODALITE_VIDE",
        "R8",
        "evenement",
        "Événement sans modalité",
        "Indiquer la modalité ou le type de lieu.",
    ),
    TypeAlerte(
        "R14_HORS_OUVERTURE",
        "R14",
        "evenement",
        "Événement un jour de fermeture",
        "Vérifier la date, ou déclarer le jour ouvert dans le calendrier.",
    ),
    TypeAlerte(
        "R25_PRE_ADMISSION_LONGUE",
        "R25",
        "phase",
        "Pré-admission très longue",
        "Prononcer l'admission ou clore la pré-admission.",
    ),
    TypeAlerte(
        "R26_HORS_FENETRE",
        "R26",
        "evenement",
        "Suivi au-delà de la durée prévue après la sortie",
        "Clore le suivi, ou ouvrir une nouvelle phase si l'accompagnement reprend.",
    ),
    TypeAlerte(
        "R27_PONCTUEL_LONG",
        "R27",
        "jeune",
        "Accompagnement ponctuel qui dure",
        "Examiner s'il devient un accompagnement.",
    ),
    TypeAlerte(
        "R33_SANS_FICHE",
        "R33",
        "modalite_periode",
        "Changement de modalité sans fiche de liaison",
        "Rattacher ou établir la fiche de liaison.",
    ),
    TypeAlerte(
        "R36_DELAI_NEGATIF",
        "R36",
        "demande",
        "Admission antérieure à la notification",
        "Corriger l'une des deux dates ; le délai est laissé de côté.",
    ),
    TypeAlerte(
        "R37_CRETON_AVANT_20",
        "R37",
        "phase",
        "Amendement Creton avant l'âge prévu",
        "Vérifier la date de naissance ou la mention Creton.",
    ),
    TypeAlerte(
        "R37_NAISSANCE_MANQUANTE",
        "R37",
        "phase",
        "Mention Creton sans date de naissance",
        "Compléter la date de naissance.",
    ),
    TypeAlerte(
        "R39_DUREE_NON_POSITIVE",
        "R39",
        "evenement",
        "Événement qui finit avant de commencer",
        "Corriger l'heure de début ou de fin.",
        BLOQUANTE,
    ),
    TypeAlerte(
        "R39_JEUNE_SANS_PHASE",
        "R39",
        "jeune",
        "Jeune accompagné sans aucune phase de parcours",
        "Créer la phase de parcours du jeune.",
        BLOQUANTE,
    ),
    TypeAlerte(
        "R39_NON_CONFIRMES",
        "R39",
        "dispositif",
        "Trop d'événements passés non confirmés",
        "Confirmer les événements restés « planifiés ».",
    ),
    TypeAlerte(
        "R39_PLACES_MANQUANTES",
        "R39",
        "places",
        "Activité sans place déclarée dans cette modalité",
        "Déclarer les places de la modalité et leurs dates.",
        BLOQUANTE,
    ),
)
ALERTES: dict[str, TypeAlerte] = {alerte.code: alerte for alerte in TYPES_ALERTE}
