"""Rules R1 to R44: title, text in plain French, source and how far it is sourced."""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "sourcé"
PARTIEL = "sourcé en partie"
RECONSTITUE = "reconstitué"
CONCEPTION = "choix de conception"

GUIDE_CNSA = "Guide méthodologique de la mesure de l'activité, CNSA, janvier 2019 (conventions proposées)"
GROUPE_CNSA = "Groupe de travail CNSA, 16 mai 2018"
AIRE = "Unités d'accompagnement AIRe 2024, barème reconstitué, à valider auprès de l'AIRe"
DECRET = "Décret du 5 juillet 2024 relatif aux dispositifs intégrés"
ENQUETE = "Nomenclature de l'enquête ES-Handicap (DREES)"
MAISON = "Convention de Maillage"
CONFIDENTIALITE = "Règles du secret statistique (Insee) ; seuils retenus par Maillage"


@dataclass(frozen=True)
class Regle:
    """`statut` is one of the four constants above."""

    id: str
    titre: str
    texte: str
    source: str
    statut: str


TOUTES = (
    Regle(
        "R1",
        "Date d'un événement",
        "Un événement appartient au jour où il commence, même s'il se termine après minuit. Sa durée est "
        "comptée en minutes réelles.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R2",
        "Semaines de la période",
        "Une semaine va du lundi au dimanche. Elle appartient au trimestre de son jeudi et se compte entière.",
        "Norme ISO 8601",
        SOURCE,
    ),
    Regle(
        "R3",
        "Une personne, une fois",
        "Une personne compte une fois par dispositif. Les nombres par établissement ne s'additionnent pas.",
        GUIDE_CNSA,
        PARTIEL,
    ),
    Regle(
        "R4",
        "Événements retenus",
        "Seuls comptent les événements réalisés, datés au plus tard du jour d'arrêté. Un événement passé "
        "resté planifié est à confirmer, sauf si tous ses jeunes sont absents.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R5",
        "Doublons",
        "Deux saisies de même référence et de même date sont un seul événement. Deux événements proches, avec "
        "un jeune et un professionnel en commun, sont réunis et signalés.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R6",
        "Présence",
        "Un jeune absent ne compte pas. Si la présence n'est pas dite, l'événement compte sans la partie "
        "couverte par une absence. Le travail avec la famille ou au sujet du jeune n'est pas réduit par son "
        "absence.",
        GUIDE_CNSA,
        PARTIEL,
    ),
    Regle(
        "R7",
        "Phase du parcours",
        "Chaque présence est rattachée à la phase du jeune ce jour-là : accompagnement, suivi après la "
        "sortie, pré-admission, ponctuel, dans cet ordre.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R8",
        "Modalité",
        "La modalité est celle de l'événement, sinon celle que donne le lieu. En accompagnement, une modalité "
        "absente ou non ouverte pour le jeune est signalée, et l'événement compte.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R9",
        "Demi-journées",
        "Un matin ou un après-midi compte dès que le jeune y est présent en accueil de jour, même en partie.",
        GROUPE_CNSA,
        PARTIEL,
    ),
    Regle("R10", "Journées", "Une demi-journée vaut une demie de journée.", GUIDE_CNSA, PARTIEL),
    Regle(
        "R11",
        "Nuitées",
        "Une nuit compte si le jeune est présent en accueil de nuit à l'heure fixée, par défaut trois heures "
        "du matin. Elle est datée de la veille.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R12",
        "Internat et semi-internat",
        "Un jour de présence voisin d'une nuit est un jour d'internat. Les autres sont du semi-internat.",
        GUIDE_CNSA,
        PARTIEL,
    ),
    Regle(
        "R13",
        "Absences",
        "Un créneau prévu, ouvert et non réalisé, est manqué quand une absence le touche. Il est neutralisé "
        "si l'absence est plus courte que la tolérance.",
        GROUPE_CNSA,
        PARTIEL,
    ),
    Regle(
        "R14",
        "Jours d'ouverture",
        "Le calendrier de l'établissement dit les jours ouverts. Par défaut : du lundi au vendredi hors jours "
        "fériés, et les nuits entre deux de ces jours.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R15",
        "Taux d'occupation",
        "Journées ou nuitées réalisées, divisées par les places de chaque jour ouvert.",
        GUIDE_CNSA,
        PARTIEL,
    ),
    Regle(
        "R16",
        "Objectif d'activité",
        "Écart entre l'objectif fixé et le taux observé. Le plafond d'abattement en est la moitié. Aucun "
        "montant n'est calculé.",
        "Code de l'action sociale et des familles, article R. 314-43-2",
        PARTIEL,
    ),
    Regle(
        "R17",
        "Séances",
        "Une séance par jeune et par événement, hors accueil de jour et de nuit. Une séance de deux jeunes ou "
        "plus est collective.",
        GUIDE_CNSA,
        PARTIEL,
    ),
    Regle(
        "R18",
        "Actes",
        "Les séances multipliées par le nombre de professionnels présents, selon l'usage choisi.",
        GUIDE_CNSA,
        PARTIEL,
    ),
    Regle(
        "R19",
        "Durées",
        "Minutes de présence des jeunes, sans compter deux fois un même moment ; minutes des événements ; "
        "minutes des professionnels.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R20",
        "File active",
        "Stricte : les jeunes rencontrés au moins une fois en accompagnement. Élargie : tous les jeunes "
        "rencontrés, et ceux d'une observation.",
        GUIDE_CNSA,
        PARTIEL,
    ),
    Regle(
        "R21",
        "Entrées, sorties, rotation",
        "Les phases d'accompagnement qui se suivent sans jour vide sont un seul séjour. La rotation rapporte "
        "les entrées aux places.",
        GUIDE_CNSA,
        PARTIEL,
    ),
    Regle(
        "R22",
        "Minutes de la semaine",
        "Pour chaque jeune et chaque semaine : présence directe, entourage, travail indirect, transport, et "
        "un crédit par nuit.",
        AIRE,
        RECONSTITUE,
    ),
    Regle(
        "R23",
        "Unités de base",
        "Le nombre de seuils de minutes atteints dans la semaine, d'une à quatre unités.",
        AIRE,
        RECONSTITUE,
    ),
    Regle(
        "R24",
        "Moins d'une heure",
        "Les petites semaines s'additionnent dans un compteur du trimestre ; une unité est comptée chaque "
        "fois qu'il atteint le premier seuil.",
        AIRE,
        RECONSTITUE,
    ),
    Regle(
        "R25",
        "Unités de pré-admission",
        "Elles sont comptées à part. Une pré-admission qui dure est signalée.",
        AIRE,
        RECONSTITUE,
    ),
    Regle(
        "R26",
        "Suivi après la sortie",
        "Le suivi compte pendant trois ans après la sortie. Au-delà, l'événement est exclu et signalé.",
        "Durée de trois ans : présentation AIRe 2024 ; bornes : convention de Maillage",
        PARTIEL,
    ),
    Regle(
        "R27",
        "Accompagnement ponctuel",
        "Un accompagnement ponctuel qui dépasse le nombre de semaines prévu est signalé.",
        AIRE,
        RECONSTITUE,
    ),
    Regle(
        "R28",
        "Surcote de complexité",
        "Une semaine qui compte au moins une unité reçoit une surcote si le jeune réunit assez de critères de "
        "complexité le jeudi.",
        AIRE,
        RECONSTITUE,
    ),
    Regle(
        "R29",
        "Surcote d'appui-ressource",
        "Une semaine qui compte au moins une unité reçoit une surcote si une action d'appui-ressource nomme le jeune.",
        AIRE,
        RECONSTITUE,
    ),
    Regle(
        "R30",
        "Somme des unités",
        "Unités de base et surcotes, additionnées par jeune, par phase et pour le dispositif.",
        AIRE,
        RECONSTITUE,
    ),
    Regle(
        "R31",
        "Appui-ressource",
        "Actions menées pour d'autres structures, avec le temps de chaque professionnel.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R32",
        "Multi-modalité",
        "Un jeune accompagné dans plusieurs modalités, la même semaine (cumul) ou l'une après l'autre (succession).",
        GUIDE_CNSA,
        PARTIEL,
    ),
    Regle(
        "R33",
        "Changements de modalité",
        "Un changement est compté quand les modalités ouvertes pour le jeune ne sont plus les mêmes, sans "
        "longue interruption. Il appelle une fiche de liaison.",
        DECRET,
        PARTIEL,
    ),
    Regle(
        "R34",
        "Fiches de liaison",
        "Fiches émises, réponses, et fin du délai de rétractation en jours francs depuis la signature.",
        DECRET,
        PARTIEL,
    ),
    Regle(
        "R35",
        "Scolarité",
        "Mode de scolarisation des jeunes présents le dernier jour. Un jeune sans code est montré à part.",
        ENQUETE,
        PARTIEL,
    ),
    Regle(
        "R36",
        "Demandes et attente",
        "Admissions, délai depuis la notification, demandes reçues ni admises ni closes.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R37",
        "Amendement Creton",
        "Jeunes adultes maintenus dans l'établissement le dernier jour.",
        "Code de l'action sociale et des familles, article L. 242-4",
        PARTIEL,
    ),
    Regle(
        "R38",
        "Territoire",
        "Communes des jeunes rencontrés et des actions, comparées au territoire déclaré.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R39",
        "Qualité des données",
        "Un retour peut être validé quand aucune alerte bloquante ne demeure.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R40",
        "Vie d'un retour",
        "Brouillon, validé, transmis. Une version transmise ne change plus ; une correction fait une nouvelle version.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R41",
        "Agrégation",
        "La dernière version transmise de chaque dispositif, avec les mêmes règles et la même période.",
        MAISON,
        CONCEPTION,
    ),
    Regle(
        "R42",
        "Secret primaire",
        "Un petit nombre de personnes n'est pas montré ; zéro l'est.",
        CONFIDENTIALITE,
        PARTIEL,
    ),
    Regle(
        "R43",
        "Secret secondaire",
        "D'autres cases sont cachées pour qu'aucune case secrète ne se retrouve par soustraction.",
        CONFIDENTIALITE,
        PARTIEL,
    ),
    Regle(
        "R44",
        "Taux et dominance",
        "Une case de moins de trois dispositifs, ou dominée par un seul, n'est pas montrée.",
        CONFIDENTIALITE,
        PARTIEL,
    ),
)
REGLES: dict[str, Regle] = {regle.id: regle for regle in TOUTES}
