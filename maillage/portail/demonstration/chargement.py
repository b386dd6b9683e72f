"""Loading the demonstration: communes, dispositifs one after the other, accounts, and what is already there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from math import ceil
from random import Random

from django.apps import apps
from django.db import connection, transaction

from maillage.portail.demonstration.absences import semer_absences
from maillage.portail.demonstration.agenda import remplir_agenda
from maillage.portail.demonstration.appui import semer_appui
from maillage.portail.demonstration.bibliotheque import semer_bibliotheque
from maillage.portail.demonstration.calques import semer_calques
from maillage.portail.demonstration.carnet import Carnet
from maillage.portail.demonstration.carte_de_vie import semer_cartes_de_vie
from maillage.portail.demonstration.cartes import semer_cartes, semer_etudes
from maillage.portail.demonstration.cas_difficiles import planter_cas_difficiles
from maillage.portail.demonstration.comptes import ouvrir_comptes
from maillage.portail.demonstration.conventions import semer_conventions
from maillage.portail.demonstration.cpom import semer_cpom
from maillage.portail.demonstration.ecrits import semer_ecrits
from maillage.portail.demonstration.enquetes import semer_enquetes
from maillage.portail.demonstration.entree import semer_entree
from maillage.portail.demonstration.equipes import semer_bris, semer_equipes
from maillage.portail.demonstration.familles import semer_familles
from maillage.portail.demonstration.formations import semer_formations
from maillage.portail.demonstration.liaison import semer_fiches
from maillage.portail.demonstration.lieux import REGION, Lieu, choisir_lieux, lire_communes
from maillage.portail.demonstration.offre import monter_dispositif, monter_organismes, ouvrir_des_places
from maillage.portail.demonstration.orientations import semer_orientations
from maillage.portail.demonstration.partenaires import semer_partenaires
from maillage.portail.demonstration.personnes import JeuneDemo, creer_jeunes
from maillage.portail.demonstration.projets import semer_projets
from maillage.portail.demonstration.rapports import semer_rapports
from maillage.portail.demonstration.reconnaissances import semer_reconnaissances
from maillage.portail.demonstration.references import semer_references
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.rencontres import semer_rencontres
from maillage.portail.demonstration.reseau import compter_les_retours, semer_reseau
from maillage.portail.demonstration.retours import semer_retour
from maillage.portail.demonstration.salles import planter_deplacement, semer_salles
from maillage.portail.demonstration.series import tisser_series
from maillage.portail.demonstration.soutien import semer_soutien
from maillage.portail.demonstration.tables import Tables
from maillage.portail.demonstration.temps import instant
from maillage.portail.demonstration.transport import semer_transport
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.models import Trace
from maillage.socle.services import journaliser, marquer_faits_modifies
from maillage.territoire.services import charger_communes

ACTE_DEBUT, ACTE_FIN = "portail.commencer_demonstration", "portail.charger_demonstration"
ACTEUR = ActeurSysteme("démonstration")
JOURS_DE_LA_SEMAINE, NUITS_DE_LA_SEMAINE = 5, 4
PART_OCCUPEE = 0.94
PLACES_DU_PREMIER = 2
"""Its hard cases need every modality to have places, however small the demonstration."""
Dire = Callable[[int, str], None]
"""Receives the per cent done and what is being done."""


class Contenu(Enum):
    """What the database holds before loading."""

    VIDE = "vide"
    MEME_DEMONSTRATION = "même démonstration"
    AUTRE_DEMONSTRATION = "autre démonstration"
    DONNEES = "données"


def contenu_de_la_base(reglages: Reglages) -> Contenu:
    """Tell what is there; a demonstration whose loading was cut short is another one."""
    charges = Trace.objects.filter(acte=ACTE_FIN).values_list("details", flat=True)
    voulu = _signature(reglages)
    if any({cle: details.get(cle) for cle in voulu} == voulu for details in charges):
        return Contenu.MEME_DEMONSTRATION
    if Trace.objects.filter(acte=ACTE_DEBUT).exists():
        return Contenu.AUTRE_DEMONSTRATION
    vide = not apps.get_model("structures.Dispositif")._default_manager.exists()
    return Contenu.VIDE if vide else Contenu.DONNEES


def charger(reglages: Reglages, dire: Dire) -> int:
    """Load the demonstration in an empty database; return the number of rows written."""
    journaliser(ACTEUR, ACTE_DEBUT, details=_signature(reglages))
    dire(0, "communes et contours d'Occitanie")
    charger_communes(ACTEUR, regions=[REGION])
    communes = lire_communes()
    nombre = reglages.mesure.dispositifs
    tables = Tables(horodatage=instant(reglages.aujourd_hui, 0))
    with transaction.atomic():
        organismes = monter_organismes(tables, nombre)
        lignes = tables.ecrire()
    for rang in range(nombre):
        dire(5 + 91 * rang // nombre, f"dispositif {rang + 1} sur {nombre}")
        lignes += _charger_dispositif(tables, reglages, rang, communes, organismes)
    dire(96, "cartes, puis statistiques de la base")
    tables.recaler_les_suites()
    with transaction.atomic():
        lignes += semer_cartes(ACTEUR, communes, reglages)
        lignes += semer_references(reglages)
        lignes += semer_etudes(ACTEUR, reglages)
        lignes += semer_calques(communes, reglages)
        lignes += semer_transport(ACTEUR, reglages)
        lignes += semer_conventions(reglages)
        lignes += semer_cpom(reglages)
        lignes += semer_orientations(reglages)
        lignes += semer_rencontres(reglages)
        lignes += semer_formations(reglages)
        lignes += semer_soutien(reglages)
        lignes += semer_enquetes(reglages)
        lignes += semer_rapports(reglages)
        lignes += semer_reconnaissances(ACTEUR, reglages)
        lignes += semer_bibliotheque(ACTEUR, reglages)
    with transaction.atomic():
        lignes += semer_reseau(reglages)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    journaliser(ACTEUR, ACTE_FIN, details={**_signature(reglages), "lignes": lignes})
    return lignes


def faire_les_retours(reglages: Reglages, dire: Dire) -> None:
    """Every dispositif but the first makes its return of the last finished quarter, counted in the bilan; already made, it stays."""
    dispositifs = apps.get_model("structures.Dispositif")._default_manager
    cles = list(dispositifs.order_by("pk").values_list("pk", flat=True))
    for rang, cle in list(enumerate(cles))[1:]:
        dire(100 * rang // len(cles), f"retour {rang} sur {len(cles) - 1}")
        semer_retour(ACTEUR, cle, rang, reglages)
    compter_les_retours(ACTEUR)


@transaction.atomic
def _charger_dispositif(
    tables: Tables, reglages: Reglages, rang: int, communes: dict[str, list[Lieu]], organismes: list[int]
) -> int:
    """One dispositif is one transaction; it depends on the seed and its rank alone."""
    rng = Random(f"{reglages.graine}-{rang}")  # noqa: S311 (a reproducible demonstration, not a secret)
    lieux = choisir_lieux(communes, rang, rng)
    offre = monter_dispositif(tables, reglages, rang=rang, lieux=lieux, organismes=organismes, rng=rng)
    jeunes = creer_jeunes(tables, offre, reglages, rng)
    premier = rang == 0
    nuits_depuis = reglages.ancien_trimestre.fin + UN_JOUR if premier else reglages.debut
    minimum = PLACES_DU_PREMIER if premier else 0
    places = {m: max(n, minimum) for m, n in _places(jeunes, reglages.dernier_trimestre.fin).items()}
    ouvrir_des_places(tables, offre, places, nuits_depuis=nuits_depuis)
    semer_absences(tables, offre, reglages, jeunes, rng)
    carnet = Carnet(tables, offre, reglages, rng)
    remplir_agenda(carnet, jeunes)
    if premier:
        planter_cas_difficiles(carnet)
        planter_deplacement(carnet)
    semer_appui(tables, offre, reglages, jeunes)
    semer_equipes(tables, offre, reglages, jeunes)
    lignes = tables.ecrire()
    lignes += semer_entree(tables, offre, reglages)
    semer_salles(tables, offre, reglages, jeunes)
    if premier:
        tables.recaler_les_suites()
        ouvrir_comptes(ACTEUR, offre)
        tisser_series(tables, offre)
        famille = semer_familles(ACTEUR, offre, reglages, jeunes)
        semer_fiches(ACTEUR, offre, reglages, [j for j in jeunes if famille is None or j.pk != famille.jeune.pk])
        semer_bris(offre, reglages, jeunes)
        semer_ecrits(ACTEUR, offre, reglages, jeunes)
        semer_projets(ACTEUR, offre, reglages, jeunes, famille=famille.jeune.pk if famille else None)
        semer_cartes_de_vie(ACTEUR, offre, reglages, jeunes, famille=famille)
        semer_partenaires(ACTEUR, offre)
        tables.relire_les_cles()
    marquer_faits_modifies([offre.pk])
    return lignes


def _places(jeunes: list[JeuneDemo], jour: date) -> dict[str, int]:
    """As many places as people came on an ordinary day of the last quarter that is over, less the ordinary absences."""
    presents = {modalite: [j for j in jeunes if j.suit(jour.toordinal(), modalite)] for modalite in ("AJ", "AN", "PMO")}
    jours = sum(len(j.profil.jours) / JOURS_DE_LA_SEMAINE for j in presents["AJ"])
    nuits = sum(len(j.profil.nuits) / NUITS_DE_LA_SEMAINE for j in presents["AN"])
    return {"AJ": ceil(jours * PART_OCCUPEE), "AN": ceil(nuits * PART_OCCUPEE), "PMO": len(presents["PMO"])}


def _signature(reglages: Reglages) -> dict[str, str | int]:
    return {"graine": reglages.graine, "taille": reglages.taille}
