"""Every figure of the result, in the order of the result."""

from __future__ import annotations

from maillage.activite.domain.catalogue.dossiers import MESURES_DOSSIERS
from maillage.activite.domain.catalogue.mesures import Mesure, Nature

SEMAINE_DE_TRAVAIL = ("ouverture_defaut",)
CRENEAUX = ("creneau_matin", "creneau_apres_midi", "minutes_min_demi_journee", "phases_journees")
NUIT = ("heure_nuit", "phases_journees")
SEANCE = ("modalites_hors_seance", "entourage_compte")
ABSENCE = ("tolerance_absence_h", "phases_journees", "sans_phase")
MINUTES = ("poids_indirect", "poids_transport", "credit_nuit")
ECHELLE = (*MINUTES, "seuils", "moins_une_heure")
SURCOTES = ("complexite_k", "bonus_complexite", "bonus_ar")
FUSION = ("chevauchement_doublon", "lieux")

OFFRE = (
    Mesure(
        "semaines_ouvertes",
        "Semaines ouvertes",
        "semaines",
        ("R2", "R14", "R30"),
        "Semaines de la période avec au moins un créneau ouvert.",
        "offre",
        SEMAINE_DE_TRAVAIL,
    ),
    Mesure("places.total", "Places", "places", ("R21",), "Places valides le dernier jour, toutes modalités.", "offre"),
    Mesure(
        "places.{modalite}",
        "Places {modalite}",
        "places",
        ("R21",),
        "Places valides le dernier jour de la période.",
        "offre",
    ),
    Mesure(
        "jours_ouverture.{modalite}",
        "Jours d'ouverture {modalite}",
        "jours",
        ("R14",),
        "Dates de la période avec au moins un créneau ouvert.",
        "offre",
        SEMAINE_DE_TRAVAIL,
    ),
)

_FILE = {
    "stricte": ("File active stricte", "Jeunes rencontrés au moins une fois en accompagnement."),
    "elargie": ("File active élargie", "Jeunes rencontrés dans toutes les phases, observations comprises."),
    "pre_admission": ("En pré-admission", "Jeunes rencontrés en pré-admission."),
    "suivi": ("En suivi après la sortie", "Jeunes rencontrés en suivi après la sortie."),
    "ponctuel": ("En accompagnement ponctuel", "Jeunes rencontrés en accompagnement ponctuel."),
    "observation_seule": ("Observation seule", "Jeunes connus seulement par une observation."),
}
PERSONNES = (
    *(
        Mesure(
            f"file_active.{nom}",
            libelle,
            "jeunes",
            ("R20", "R7"),
            definition,
            "file_active",
            ("fa_observation", "sans_phase"),
        )
        for nom, (libelle, definition) in _FILE.items()
    ),
    *(
        Mesure(
            f"par_finess.{{finess}}.{nom}",
            f"File active {libelle} de l'établissement {{finess}}",
            "jeunes",
            ("R3", "R20"),
            "Jeunes rencontrés par un événement de cet établissement. Ces nombres ne s'additionnent pas.",
            "file_active",
        )
        for nom, libelle in (("stricte", "stricte"), ("elargie", "élargie"))
    ),
    Mesure("flux.entrees", "Entrées", "séjours", ("R21",), "Séjours dont le premier jour est dans la période.", "flux"),
    Mesure("flux.sorties", "Sorties", "séjours", ("R21",), "Séjours dont le dernier jour est dans la période.", "flux"),
    Mesure(
        "flux.presents_fin", "Présents le dernier jour", "jeunes", ("R21",), "Jeunes en séjour le dernier jour.", "flux"
    ),
    Mesure(
        "flux.rotation",
        "Taux de rotation",
        "",
        ("R21",),
        "Entrées (ou sorties) de la période divisées par les places.",
        parametres=("rotation",),
        nature=Nature.TAUX,
        rapport=("flux.{rotation}", "places.total"),
    ),
    Mesure(
        "flux.sorties_par_destination.{destination}",
        "Sorties vers « {destination} »",
        "séjours",
        ("R21",),
        "Sorties selon la destination de la dernière phase.",
        "flux",
    ),
    Mesure(
        "flux.duree_mediane_jours",
        "Durée médiane des séjours terminés",
        "jours",
        ("R21",),
        "La moitié des séjours terminés a duré moins longtemps.",
        "flux",
        nature=Nature.MEDIANE,
    ),
)

JOURNEES = (
    Mesure(
        "demi_journees",
        "Demi-journées",
        "demi-journées",
        ("R9",),
        "Matins et après-midi réalisés.",
        "journees",
        (*CRENEAUX, *FUSION),
    ),
    Mesure(
        "journees",
        "Journées",
        "journées",
        ("R10", "R9"),
        "Une demie par demi-journée.",
        "journees",
        (*CRENEAUX, *FUSION),
    ),
    Mesure(
        "internat",
        "Journées d'internat",
        "journées",
        ("R12",),
        "Jours de présence voisins d'une nuit.",
        "journees",
        ("unite_internat",),
    ),
    Mesure(
        "semi_internat",
        "Journées de semi-internat",
        "journées",
        ("R12",),
        "Jours de présence sans nuit voisine.",
        "journees",
    ),
    Mesure("nuitees", "Nuitées", "nuitées", ("R11",), "Nuits passées en accueil de nuit.", "journees", NUIT),
    *(
        Mesure(
            f"absences.{{motif}}.{nom}",
            f"{libelle}, motif {{motif}}",
            unite,
            ("R13", "R14"),
            definition,
            "absences",
            ABSENCE,
        )
        for nom, libelle, unite, definition in (
            (
                "demi_journees_manquees",
                "Demi-journées manquées",
                "demi-journées",
                "Demi-journées prévues, ouvertes et non réalisées.",
            ),
            ("nuits_manquees", "Nuits manquées", "nuits", "Nuits prévues, ouvertes et non réalisées."),
            ("journees_neutralisees", "Journées neutralisées", "journées", "Absences plus courtes que la tolérance."),
            ("nuitees_neutralisees", "Nuitées neutralisées", "nuitées", "Absences plus courtes que la tolérance."),
        )
    ),
    Mesure(
        "neutralisation.journees",
        "Journées neutralisées",
        "journées",
        ("R13",),
        "Jamais ajoutées au réalisé.",
        "absences",
        ABSENCE,
    ),
    Mesure(
        "neutralisation.nuitees",
        "Nuitées neutralisées",
        "nuitées",
        ("R13",),
        "Jamais ajoutées au réalisé.",
        "absences",
        ABSENCE,
    ),
    Mesure(
        "occupation.AJ.numerateur",
        "Journées réalisées",
        "journées",
        ("R15", "R10"),
        "Journées de la période.",
        "journees",
        CRENEAUX,
    ),
    Mesure(
        "occupation.AN.numerateur",
        "Nuitées réalisées",
        "nuitées",
        ("R15", "R11"),
        "Nuitées de la période.",
        "journees",
        NUIT,
    ),
    Mesure(
        "occupation.{modalite}.denominateur",
        "Places × jours ouverts en {modalite}",
        "places-jours",
        ("R15", "R14"),
        "Somme, sur les jours ouverts, des places de chaque jour.",
        "offre",
        SEMAINE_DE_TRAVAIL,
    ),
    Mesure(
        "occupation.{modalite}.taux",
        "Taux d'occupation {modalite}",
        "",
        ("R15",),
        "Réalisé divisé par les places des jours ouverts.",
        nature=Nature.TAUX,
        rapport=("occupation.{modalite}.numerateur", "occupation.{modalite}.denominateur"),
    ),
    *(
        Mesure(
            f"objectif.{{modalite}}.{nom}",
            f"{libelle} {{modalite}}",
            "",
            ("R16", "R15"),
            definition,
            nature=Nature.TAUX if nom == "observe" else Nature.VALEUR,
            rapport=("occupation.{modalite}.numerateur", "occupation.{modalite}.denominateur"),
        )
        for nom, libelle, definition in (
            ("objectif", "Objectif", "Taux fixé pour la période."),
            ("observe", "Taux observé", "Réalisé divisé par les places des jours ouverts."),
            ("ecart", "Écart à l'objectif", "Objectif moins taux observé ; négatif si l'objectif est dépassé."),
            (
                "plafond_abattement",
                "Plafond d'abattement",
                "Moitié de l'écart s'il est positif, sinon zéro. Jamais un montant.",
            ),
        )
    ),
)

_CLASSES = {
    "direct": "direct, hors nuit",
    "nuit": "de nuit",
    "entourage": "avec l'entourage",
    "indirect": "indirect",
    "transport": "de transport",
}
SEANCES = (
    Mesure("seances", "Séances", "séances", ("R17",), "Une par jeune et par événement.", "seances", (*SEANCE, *FUSION)),
    Mesure(
        "seances_collectives",
        "Séances collectives",
        "séances",
        ("R17",),
        "Événements de deux jeunes ou plus.",
        "seances",
        SEANCE,
    ),
    Mesure(
        "actes",
        "Actes",
        "actes",
        ("R18", "R17"),
        "Séances multipliées par les professionnels.",
        "seances",
        ("mode_acte", *SEANCE),
    ),
    *(
        Mesure(
            f"minutes_{qui}.{classe}", f"Minutes {libelle} {de_qui}", "minutes", ("R19",), definition, "durees", FUSION
        )
        for qui, de_qui, definition in (
            ("jeunes", "des jeunes", "Présence de chaque jeune, sans compter deux fois un même moment."),
            ("pros", "des professionnels", "Durée de chaque événement multipliée par ses professionnels."),
            ("evenements", "des événements", "Durée de chaque événement."),
        )
        for classe, libelle in _CLASSES.items()
    ),
    Mesure(
        "minutes_pros.indirect_sans_jeune",
        "Minutes indirectes sans jeune nommé",
        "minutes",
        ("R19",),
        "Travail indirect qui ne nomme aucun jeune ; à part de tout le reste.",
        "durees",
    ),
)

_SOMMES = {
    "base": ("Unités de base", ("R23", "R24", "R22"), ECHELLE),
    "surcote_complexite": ("Surcotes de complexité", ("R28",), SURCOTES),
    "surcote_ar": ("Surcotes d'appui-ressource", ("R29",), SURCOTES),
    "total": ("Unités d'accompagnement", ("R30", "R22", "R23", "R24", "R28", "R29"), (*ECHELLE, *SURCOTES)),
}
UNITES = (
    *(
        Mesure(
            f"unites.{nom}", libelle, "unités", regles, "Somme sur les jeunes et les semaines.", "unites", parametres
        )
        for nom, (libelle, regles, parametres) in _SOMMES.items()
    ),
    Mesure(
        "unites.niveaux.{niveau}",
        "Semaines de niveau {niveau}",
        "semaines de jeune",
        ("R30", "R23"),
        "Semaines de jeune de ce nombre d'unités de base.",
        "unites",
        ECHELLE,
    ),
    *(
        Mesure(
            f"unites.par_phase.{{phase}}.{nom}",
            f"{libelle}, phase {{phase}}",
            "unités",
            (*regles, "R25"),
            "La semaine entière va à la phase la plus forte.",
            "unites",
            parametres,
        )
        for nom, (libelle, regles, parametres) in _SOMMES.items()
    ),
    Mesure(
        "unites.minutes_residuelles",
        "Minutes résiduelles",
        "minutes",
        ("R24",),
        "Minutes des petites semaines qui n'ont pas fait une unité.",
        "unites",
        ("seuils", "moins_une_heure"),
    ),
    Mesure(
        "unites.jeunes_semaines_actives",
        "Semaines de jeune actives",
        "semaines de jeune",
        ("R30", "R22"),
        "Semaines où un jeune a des minutes.",
        "unites",
        MINUTES,
    ),
    Mesure(
        "unites.par_jeune_semaine",
        "Unités par semaine de jeune active",
        "unités",
        ("R30",),
        "Unités divisées par les semaines de jeune actives.",
        nature=Nature.TAUX,
        rapport=("unites.total", "unites.jeunes_semaines_actives"),
    ),
    Mesure(
        "unites.places_semaines",
        "Places × semaines ouvertes",
        "places-semaines",
        ("R30",),
        "Somme, sur les semaines ouvertes, des places du jeudi.",
        "offre",
        SEMAINE_DE_TRAVAIL,
    ),
    Mesure(
        "unites.par_place_semaine",
        "Unités par place et par semaine ouverte",
        "unités",
        ("R30",),
        "Unités divisées par les places des semaines ouvertes.",
        nature=Nature.TAUX,
        rapport=("unites.total", "unites.places_semaines"),
    ),
    Mesure(
        "unites.jeunes_complexes",
        "Jeunes en situation complexe",
        "jeunes",
        ("R28",),
        "Jeunes avec au moins une semaine à surcote de complexité.",
        "unites",
        ("complexite_k",),
    ),
)

MESURES = (*OFFRE, *PERSONNES, *JOURNEES, *SEANCES, *UNITES, *MESURES_DOSSIERS)
