"""Codes of the activity contract (section 2.2), without any framework: the command starts without Django."""

MODALITES = ("AJ", "AN", "PMO")
CRENEAUX = ("MATIN", "APRES_MIDI", "NUIT")
TYPES_DISPOSITIF = ("DITEP", "DIME", "DAME", "AUTRE")
SEXES = ("F", "M", "AUTRE")
PHASES = ("ACCOMPAGNEMENT", "SUIVI_POST_SORTIE", "PRE_ADMISSION", "PONCTUEL")
"""In order of priority (R7)."""
CATEGORIES = ("DIRECT_JEUNE", "DIRECT_ENTOURAGE", "INDIRECT", "TRANSPORT")
STATUTS = ("REALISE", "PLANIFIE", "ANNULE")
"""In order of priority when rows share a reference (R5)."""
PRESENCES = ("PRESENT", "ABSENT")
MOTIFS_ABSENCE = (
    "MALADIE",
    "HOSPITALISATION",
    "FAMILLE",
    "RENDEZ_VOUS",
    "VACANCES",
    "STAGE",
    "FUGUE",
    "EXCLUSION",
    "INJUSTIFIEE",
    "AUTRE",
)
TYPES_ACTION = ("INFO_SENSIBILISATION", "APPUI_CONSEIL", "COOPERATION_APPRENANTE", "OBSERVATION_EVALUATION")
TYPES_STRUCTURE = (
    "ECOLE",
    "COLLEGE",
    "LYCEE",
    "PETITE_ENFANCE",
    "ASE",
    "PJJ",
    "LOISIRS",
    "SANTE",
    "ESMS",
    "MDPH",
    "AUTRE",
)
CRITERES = ("C1", "C2", "C3", "C4", "C5")
NATURES_FICHE = ("ACCOMPAGNEMENT", "SCOLARISATION", "LES_DEUX")
REPONSES_FICHE = ("SIGNEE", "REFUSEE", "RETRACTEE")
CODES_SCOLARITE = tuple(f"{code:02d}" for code in range(1, 14))
CODE_UE_EXTERNEE = "03"
CODE_UEMA = "04"
CLASSES = ("direct", "nuit", "entourage", "indirect", "transport")
"""Classes of minutes (R19)."""
NON_RENSEIGNE = "NON_RENSEIGNE"
