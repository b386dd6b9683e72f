"""Requests: received, qualified, put in someone's charge, followed, closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.soutien.domain.erreurs import ErreurSoutien
from maillage.soutien.domain.vocabulaire import (
    EtatDemandeSoutien,
    peut_suivre,
)
from maillage.soutien.models import DemandeSoutien, PlanSoutien, PointSuivi, PriseEnCharge
from maillage.soutien.permissions import CONDUITE, SOUTIEN, conduit, exiger
from maillage.soutien.selectors import membres_de_la_mission
from maillage.soutien.services.courriels import annoncer_demande, annoncer_qualification
from maillage.soutien.services.ecriture import poser, refuser_les_noms, tracer, verrouiller

PAS_MAINTENANT = "Cette demande est {etat} : cet acte n'est pas possible maintenant."


@transaction.atomic
def deposer_demande(acteur: Acteur, champs: Mapping[str, Any], *, sans_nom: bool = False) -> DemandeSoutien:
    """Receive a request; `champs`: dispositif, etablissement, objet, besoin, demandeur, fonction, courriel, canal, recue_le."""
    exiger(acteur, SOUTIEN, champs["dispositif"].pk)
    refuser_les_noms({champ: champs[champ] for champ in ("objet", "besoin")}, confirme=sans_nom)
    if champs["recue_le"] > timezone.localdate():
        raise ErreurSoutien("Une demande n'est pas reçue dans l'avenir.", champ="recue_le")
    demande = DemandeSoutien()
    poser(demande, champs)
    tracer(acteur, "deposer_demande", demande, canal=demande.canal)
    annoncer_demande(acteur, demande)
    return demande


@transaction.atomic
def modifier_demande(
    acteur: Acteur, demande: DemandeSoutien, champs: Mapping[str, Any], *, version: int, sans_nom: bool = False
) -> DemandeSoutien:
    """Change the words of a request; its dispositif may do so until it is qualified, the mission until it is closed."""
    exiger(acteur, SOUTIEN, demande.dispositif_id)
    refuser_les_noms({champ: champs[champ] for champ in ("objet", "besoin")}, confirme=sans_nom)
    verrou: DemandeSoutien = verrouiller(demande, version)
    permis = verrou.etat == EtatDemandeSoutien.RECUE or (conduit(acteur) and verrou.ouverte)
    if not permis:
        raise ErreurSoutien(PAS_MAINTENANT.format(etat=verrou.libelle_etat.lower()))
    poser(verrou, {**champs, "version": verrou.version + 1})
    tracer(acteur, "modifier_demande", verrou)
    return verrou


@transaction.atomic
def qualifier(acteur: Acteur, demande: DemandeSoutien, *, genre: str, reponse: str, charge: int) -> DemandeSoutien:
    """Say which of the seven kinds answers the request, what is proposed, and who has it in charge."""
    exiger(acteur, CONDUITE)
    refuser_les_noms({"reponse": reponse}, confirme=False)
    verrou: DemandeSoutien = verrouiller(demande)
    premiere = verrou.etat == EtatDemandeSoutien.RECUE
    _exiger_suite(verrou, EtatDemandeSoutien.QUALIFIEE)
    etat = EtatDemandeSoutien.QUALIFIEE if premiere else verrou.etat
    qualifiee_le = verrou.qualifiee_le or timezone.localdate()
    poser(
        verrou,
        {"genre": genre, "reponse": reponse, "etat": etat, "qualifiee_le": qualifiee_le, "version": verrou.version + 1},
    )
    tracer(acteur, "qualifier", verrou, genre=genre)
    _mettre_en_charge(verrou, charge)
    if premiere:
        annoncer_qualification(acteur, verrou)
    return verrou


@transaction.atomic
def confier(acteur: Acteur, demande: DemandeSoutien, *, charge: int) -> DemandeSoutien:
    """Put the request in someone else's charge: from today, reminders go to them."""
    exiger(acteur, CONDUITE)
    verrou: DemandeSoutien = verrouiller(demande)
    if not verrou.ouverte:
        raise ErreurSoutien(PAS_MAINTENANT.format(etat=verrou.libelle_etat.lower()))
    _mettre_en_charge(verrou, charge)
    tracer(acteur, "confier", verrou, charge=charge)
    return verrou


def _mettre_en_charge(demande: DemandeSoutien, charge: int) -> None:
    aujourd_hui = timezone.localdate()
    nom = dict(membres_de_la_mission(aujourd_hui)).get(charge)
    if nom is None:
        raise ErreurSoutien("Cette personne ne travaille pas à la mission aujourd'hui.", champ="charge")
    if demande.charge_compte == charge:
        return
    demande.prises_en_charge.filter(fin__isnull=True).update(fin=aujourd_hui)
    PriseEnCharge.objects.create(demande=demande, compte=charge, nom=nom, debut=aujourd_hui)
    poser(demande, {"charge_compte": charge, "charge_nom": nom})


@transaction.atomic
def etablir_plan(acteur: Acteur, demande: DemandeSoutien, *, objectif: str, revoir_le: dt.date | None) -> PlanSoutien:
    """Write the aim of the plan; the request is then being worked on."""
    exiger(acteur, CONDUITE)
    refuser_les_noms({"objectif": objectif}, confirme=False)
    verrou: DemandeSoutien = verrouiller(demande)
    mettre_en_cours(verrou)
    plan = PlanSoutien.objects.filter(demande=verrou).first() or PlanSoutien(
        demande=verrou, etabli_le=timezone.localdate()
    )
    poser(plan, {"objectif": objectif, "revoir_le": revoir_le})
    tracer(acteur, "etablir_plan", plan)
    return plan


def mettre_en_cours(demande: DemandeSoutien) -> None:
    """Say that work has begun; a request that nobody qualified refuses."""
    _exiger_suite(demande, EtatDemandeSoutien.EN_COURS)
    if demande.etat != EtatDemandeSoutien.EN_COURS:
        poser(demande, {"etat": EtatDemandeSoutien.EN_COURS})


@transaction.atomic
def noter_suivi(acteur: Acteur, demande: DemandeSoutien, *, texte: str, relancer_le: dt.date | None) -> PointSuivi:
    """Note where the request stands, and when to come back to it; earlier reminders are then lifted."""
    exiger(acteur, CONDUITE)
    refuser_les_noms({"texte": texte}, confirme=False)
    aujourd_hui = timezone.localdate()
    if relancer_le is not None and relancer_le < aujourd_hui:
        raise ErreurSoutien("Ce jour de relance est déjà passé.", champ="relancer_le")
    if not demande.ouverte:
        raise ErreurSoutien(PAS_MAINTENANT.format(etat=demande.libelle_etat.lower()))
    demande.points.filter(relance_levee_le__isnull=True).update(relance_levee_le=aujourd_hui)
    point = PointSuivi(demande=demande, le=aujourd_hui, auteur=acteur.libelle)
    poser(point, {"texte": texte, "relancer_le": relancer_le})
    tracer(acteur, "noter_suivi", point)
    return point


@transaction.atomic
def clore(acteur: Acteur, demande: DemandeSoutien, *, conclusion: str) -> DemandeSoutien:
    """Close a request, with what it gave; its open actions stay readable, they are no longer due."""
    exiger(acteur, CONDUITE)
    refuser_les_noms({"conclusion": conclusion}, confirme=False)
    verrou: DemandeSoutien = verrouiller(demande)
    _exiger_suite(verrou, EtatDemandeSoutien.CLOSE)
    aujourd_hui = timezone.localdate()
    restantes = verrou.actions.filter(close_le__isnull=True)
    restantes.update(etat="ABANDONNEE", close_le=aujourd_hui, constat="Demande close")
    verrou.points.filter(relance_levee_le__isnull=True).update(relance_levee_le=aujourd_hui)
    poser(verrou, {"etat": EtatDemandeSoutien.CLOSE, "close_le": aujourd_hui, "conclusion": conclusion})
    tracer(acteur, "clore", verrou)
    return verrou


@transaction.atomic
def rouvrir(acteur: Acteur, demande: DemandeSoutien) -> DemandeSoutien:
    """Open a closed request again; what was given up at its closing stays so."""
    exiger(acteur, CONDUITE)
    verrou: DemandeSoutien = verrouiller(demande)
    if verrou.ouverte:
        raise ErreurSoutien("Cette demande n'est pas close.")
    etat = EtatDemandeSoutien.EN_COURS if verrou.genre else EtatDemandeSoutien.RECUE
    poser(verrou, {"etat": etat, "close_le": None, "rappelee_le": None})
    tracer(acteur, "rouvrir", verrou)
    return verrou


def _exiger_suite(demande: DemandeSoutien, etat: EtatDemandeSoutien) -> None:
    if not peut_suivre(demande.etat, etat):
        aide = " Qualifiez-la d'abord." if demande.etat == EtatDemandeSoutien.RECUE else ""
        raise ErreurSoutien(PAS_MAINTENANT.format(etat=demande.libelle_etat.lower()) + aide)
