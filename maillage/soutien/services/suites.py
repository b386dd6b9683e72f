"""Actions of a plan, and recommendations with what becomes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.soutien.domain.erreurs import ErreurSoutien
from maillage.soutien.domain.vocabulaire import EtatActionSoutien, EtatRecommandation, Porteur
from maillage.soutien.models import ActionSoutien, DemandeSoutien, Recommandation, SuiteRecommandation
from maillage.soutien.permissions import CONDUITE, SOUTIEN, conduit, exiger
from maillage.soutien.services.courriels import annoncer_recommandation
from maillage.soutien.services.demandes import mettre_en_cours
from maillage.soutien.services.ecriture import poser, refuser_les_noms, tracer, verrouiller


@transaction.atomic
def ajouter_action(acteur: Acteur, demande: DemandeSoutien, champs: Mapping[str, Any]) -> ActionSoutien:
    """Add an action to the plan; `champs`: genre, libelle, porteur, qui, echeance."""
    exiger(acteur, CONDUITE)
    refuser_les_noms({"libelle": champs["libelle"]}, confirme=False)
    if champs["echeance"] < timezone.localdate():
        raise ErreurSoutien("Cette date est déjà passée.", champ="echeance")
    mettre_en_cours(verrouiller(demande))
    action = ActionSoutien(demande=demande)
    poser(action, champs)
    tracer(acteur, "ajouter_action", action, genre=action.genre, porteur=action.porteur)
    return action


@transaction.atomic
def suivre_action(
    acteur: Acteur, action: ActionSoutien, *, etat: str, constat: str, echeance: dt.date | None = None
) -> ActionSoutien:
    """Say where an action stands: the mission for all, the dispositif for its own; a new day arms a new reminder."""
    exiger(acteur, SOUTIEN, action.demande.dispositif_id)
    if action.porteur == Porteur.MISSION:
        exiger(acteur, CONDUITE)
    refuser_les_noms({"constat": constat}, confirme=False)
    verrou: ActionSoutien = verrouiller(action)
    if not verrou.demande.ouverte:
        raise ErreurSoutien("Sa demande est close : ses actions ne changent plus.")
    ouverte = etat == EtatActionSoutien.A_FAIRE
    champs: dict[str, Any] = {"etat": etat, "constat": constat, "close_le": None if ouverte else timezone.localdate()}
    if ouverte and echeance is not None:
        if echeance < timezone.localdate():
            raise ErreurSoutien("Cette date est déjà passée.", champ="echeance")
        champs |= {"echeance": echeance, "rappelee_le": None}
    poser(verrou, champs)
    tracer(acteur, "suivre_action", verrou, etat=etat)
    return verrou


@transaction.atomic
def recommander(
    acteur: Acteur, demande: DemandeSoutien, *, texte: str, echeance: dt.date | None = None
) -> Recommandation:
    """Propose a recommendation to the dispositif, and tell those who direct it today."""
    exiger(acteur, CONDUITE)
    refuser_les_noms({"texte": texte}, confirme=False)
    aujourd_hui = timezone.localdate()
    if echeance is not None and echeance < aujourd_hui:
        raise ErreurSoutien("Cette date est déjà passée.", champ="echeance")
    mettre_en_cours(verrouiller(demande))
    recommandation = Recommandation(demande=demande, proposee_le=aujourd_hui)
    poser(recommandation, {"texte": texte, "echeance": echeance})
    _noter(acteur, recommandation, "")
    tracer(acteur, "recommander", recommandation)
    annoncer_recommandation(acteur, recommandation)
    return recommandation


@transaction.atomic
def suivre_recommandation(
    acteur: Acteur, recommandation: Recommandation, *, etat: str, mot: str, version: int
) -> Recommandation:
    """Say what becomes of a recommendation: the dispositif answers, the mission may note it for them; setting aside gives its reason."""
    exiger(acteur, SOUTIEN, recommandation.demande.dispositif_id)
    refuser_les_noms({"mot": mot}, confirme=False)
    verrou: Recommandation = verrouiller(recommandation, version)
    if etat == EtatRecommandation.PROPOSEE and not conduit(acteur):
        raise ErreurSoutien("Seule la mission remet une recommandation en proposition.", champ="etat")
    if etat == EtatRecommandation.ECARTEE and not mot.strip():
        raise ErreurSoutien("Dites pourquoi elle est écartée : la mission s'en servira.", champ="mot")
    motif = mot.strip() if etat == EtatRecommandation.ECARTEE else ""
    poser(verrou, {"etat": etat, "motif": motif, "rappelee_le": None, "version": verrou.version + 1})
    _noter(acteur, verrou, mot)
    tracer(acteur, "suivre_recommandation", verrou, etat=etat)
    return verrou


def _noter(acteur: Acteur, recommandation: Recommandation, mot: str) -> None:
    poser(
        SuiteRecommandation(recommandation=recommandation),
        {"le": timezone.localdate(), "etat": recommandation.etat, "mot": mot.strip(), "par": acteur.libelle},
    )
