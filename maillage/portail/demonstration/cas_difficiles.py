"""The hard cases of the counting rules, planted on purpose in named young people of the first dispositif.

Most stand in the last quarter that is over, whose return is due; what blocks a return stands in the first whole quarter of the agendas.
Not planted: R29 and R31, whose facts (appui-ressource) the pages do not hold yet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from maillage.portail.demonstration import cas_agenda as agenda
from maillage.portail.demonstration import cas_parcours as parcours
from maillage.portail.demonstration.carnet import Carnet
from maillage.portail.demonstration.terrain import Terrain

HORS_DES_PAGES = frozenset({"R29", "R31"})


class Quand(Enum):
    """The quarter where a case shows."""

    DERNIER = "dernier trimestre terminé"
    ANCIEN = "premier trimestre entier"
    COURANT = "trimestre en cours"


@dataclass(frozen=True)
class Cas:
    """Rules exercised, who bears it, what was planted, the alerts it must raise. Without `planter`, the ordinary weeks bear it."""

    regles: tuple[str, ...]
    jeune: str
    plante: str
    alertes: tuple[str, ...] = ()
    planter: Callable[[Terrain, str], None] | None = None
    quand: Quand = Quand.DERNIER


CAS: tuple[Cas, ...] = (
    Cas(
        ("R1", "R2"),
        "Malo Bordelune",
        "séance du dernier jour ouvert du trimestre et nuit du dimanche au lundi",
        ("R14_HORS_OUVERTURE",),
        agenda.bords_de_semaine,
    ),
    Cas(("R3",), "Adèle Deuxmaison", "vue dans deux établissements du dispositif", (), agenda.deux_finess),
    Cas(
        ("R4",),
        "Ilyes Attendoux",
        "un événement passé jamais confirmé, un autre dont le seul jeune est absent",
        ("R4_A_CONFIRMER",),
        agenda.pas_confirme,
    ),
    Cas(
        ("R5",),
        "Clara Contrevent",
        "même référence dans deux agendas, présente dans l'un, absente dans l'autre",
        ("R5_PRESENCE_CONTRADICTOIRE",),
        agenda.presences_contraires,
    ),
    Cas(
        ("R5",),
        "Hugo Annulac",
        "même référence, réalisé dans un agenda, annulé dans l'autre",
        ("R5_STATUT_CONTRADICTOIRE",),
        agenda.statuts_contraires,
    ),
    Cas(
        ("R5",),
        "Fatou Doublessac",
        "la même séance saisie deux fois sans référence",
        ("R5_DOUBLON_PROBABLE",),
        agenda.saisi_deux_fois,
    ),
    Cas(
        ("R6",),
        "Enzo Présentoux",
        "noté présent pendant une absence",
        ("R6_PRESENT_MALGRE_ABSENCE",),
        agenda.present_malgre_absence,
    ),
    Cas(
        ("R6",),
        "Salomé Partidour",
        "partie à 14 heures : la matinée compte",
        ("R6_ABSENCE_PARTIELLE",),
        agenda.parti_en_cours_de_journee,
    ),
    Cas(("R7",), "Tiago Aprèsnac", "vu après la fin de sa phase", ("R7_SANS_PHASE",), agenda.phase_terminee),
    Cas(("R8",), "Yasmine Sanslieu", "appel sans modalité", ("R8_MODALITE_VIDE",), agenda.sans_modalite),
    Cas(
        ("R8",),
        "Gabin Portefermou",
        "accueil de jour sans modalité ouverte",
        ("R8_MODALITE_NON_OUVERTE",),
        agenda.modalite_fermee,
    ),
    Cas(
        ("R9", "R10", "R12"),
        "Anaïs Montagnol",
        "séjour de trois jours saisi en un événement",
        (),
        agenda.sejour_en_un_evenement,
    ),
    Cas(
        ("R11", "R12"),
        "Noé Minuitel",
        "nuit commencée à 0 h 30, datée de la veille, puis journée d'internat",
        (),
        agenda.nuit_apres_minuit,
    ),
    Cas(
        ("R11",),
        "Zoé Heurédour",
        "nuits du changement d'heure : 12 et 14 heures réelles",
        ("R14_HORS_OUVERTURE",),
        agenda.nuits_du_changement_d_heure,
        Quand.ANCIEN,
    ),
    Cas(
        ("R13",),
        "Kylian Absentier",
        "absences de deux jours, d'une semaine, et sans fin",
        (),
        agenda.absences_courte_longue_sans_fin,
    ),
    Cas(
        ("R14",),
        "Lina Samediac",
        "un samedi fermé et un samedi ouvert par exception",
        ("R14_HORS_OUVERTURE",),
        agenda.jour_ferme,
    ),
    Cas(
        ("R15", "R16"),
        "tous les jeunes de jour et de nuit",
        "places qui changent en cours de période, objectifs de 95 % et 90 %",
    ),
    Cas(
        ("R17", "R18", "R19"),
        "Basile Actadour",
        "séance collective à trois professionnels, séance sans professionnel, rencontre de deux familles, trajet, écrit",
        (),
        agenda.seances_et_actes,
    ),
    Cas(
        ("R20",),
        "Ambre Troiphasou",
        "visite avant l'admission, aide ponctuelle, nouvelles après la sortie",
        (),
        parcours.trois_phases,
    ),
    Cas(
        ("R21",),
        "Elif Renouverne",
        "deux phases qui se suivent sont un séjour ; une sortie avec destination",
        (),
        parcours.renouvellement_et_sortie,
    ),
    Cas(
        ("R22", "R24", "R30"),
        "Marius Courtemps",
        "vingt-cinq minutes par semaine, qui se cumulent",
        (),
        agenda.moins_d_une_heure,
    ),
    Cas(("R23",), "Capucine Seuilhac", "exactement quatre heures dans la semaine", (), agenda.seuil_exact),
    Cas(
        ("R25",),
        "Timéo Longattente",
        "pré-admission de plus d'un an",
        ("R25_PRE_ADMISSION_LONGUE",),
        parcours.pre_admission_longue,
    ),
    Cas(
        ("R26",),
        "Nora Lointaine",
        "suivie plus de trois ans après sa sortie",
        ("R26_HORS_FENETRE",),
        parcours.suivi_trop_tardif,
    ),
    Cas(
        ("R27",),
        "Diego Ponctuélac",
        "aide ponctuelle chaque semaine du trimestre",
        ("R27_PONCTUEL_LONG",),
        agenda.appels_toutes_les_semaines,
    ),
    Cas(
        ("R28",), "Assia Complexan", "trois critères, et un autre jeune avec deux", (), parcours.criteres_de_complexite
    ),
    Cas(
        ("R32",),
        "Raphaël Cumulard",
        "cumul dans la semaine, succession, et internat seul",
        (),
        agenda.cumul_et_succession,
    ),
    Cas(
        ("R33",),
        "Sofia Changelande",
        "du milieu ordinaire à l'accueil de jour sans fiche de liaison",
        ("R33_SANS_FICHE",),
        parcours.changement_sans_fiche,
    ),
    Cas(("R34",), "quelques jeunes", "une fiche de liaison dans chaque état"),
    Cas(
        ("R35",),
        "Louison Écolier",
        "classe externalisée, unité en maternelle, scolarité non écrite",
        (),
        parcours.scolarites,
    ),
    Cas(
        ("R36",),
        "Ziad Avanlheur",
        "admis avant sa notification",
        ("R36_DELAI_NEGATIF",),
        parcours.admission_avant_notification,
    ),
    Cas(
        ("R37",),
        "Naomi Cretonnac",
        "maintien à 21 ans, sans date de naissance, et à 17 ans",
        ("R37_NAISSANCE_MANQUANTE", "R37_CRETON_AVANT_20"),
        parcours.creton,
    ),
    Cas(
        ("R38",),
        "Lucas Horlimite",
        "domicile hors du territoire déclaré, et domicile inconnu",
        (),
        parcours.hors_du_territoire,
    ),
    Cas(
        ("R39",),
        "Emma Zérominute",
        "événement qui finit à l'heure où il commence",
        ("R39_DUREE_NON_POSITIVE",),
        agenda.duree_nulle,
        Quand.ANCIEN,
    ),
    Cas(
        ("R39",),
        "Adam Sansphase",
        "vu une fois, sans aucune phase",
        ("R7_SANS_PHASE", "R39_JEUNE_SANS_PHASE"),
        agenda.jeune_sans_phase,
        Quand.ANCIEN,
    ),
    Cas(
        ("R39",),
        "tous les jeunes accueillis la nuit",
        "les places de nuit ne commencent qu'au trimestre suivant",
        ("R39_PLACES_MANQUANTES",),
        None,
        Quand.ANCIEN,
    ),
    Cas(
        ("R39",),
        "tous les jeunes",
        "confirmations en retard dans les douze derniers jours",
        ("R39_NON_CONFIRMES",),
        None,
        Quand.COURANT,
    ),
)


def planter_cas_difficiles(carnet: Carnet) -> None:
    """Plant every case, each in its quarter; quarters without a whole school week receive nothing."""
    terrains = {
        Quand.DERNIER: Terrain(carnet, carnet.reglages.dernier_trimestre),
        Quand.ANCIEN: Terrain(carnet, carnet.reglages.ancien_trimestre),
    }
    for cas in CAS:
        if cas.planter is not None and terrains[cas.quand].lundis:
            cas.planter(terrains[cas.quand], cas.jeune)
