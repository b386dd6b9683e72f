"""Instances: seats filled, sessions called, signed in, told; decisions taken and seen again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maillage.conventions import referentiels
from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.conventions.domain.instances import EtatDecision, EtatSeance
from maillage.conventions.models import DecisionInstance, Emargement, Seance, Siege, SuiteDecision
from maillage.conventions.permissions import INSTANCES, exiger_dans
from maillage.conventions.services.ecriture import poser, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_courriel
from maillage.socle.domain.typographie import ecrire_heure, ecrire_jour_annee
from maillage.socle.services import journaliser

NATURE = "INSTANCE"


@transaction.atomic
def pourvoir_sieges(
    acteur: Acteur, *, departement: str, instance: str, titulaires: Mapping[str, tuple[str, str]]
) -> None:
    """Write who fills each seat (name, e-mail), by code of seat; both empty: the seat is vacant."""
    exiger_dans(acteur, INSTANCES, departement)
    connus = {siege.code for siege in referentiels.instances()[instance].sieges}
    for code in titulaires.keys() & connus:
        nom, courriel = titulaires[code]
        cles: dict[str, Any] = {"departement": departement, "instance": instance, "code": code}
        if nom or courriel:
            Siege.objects.update_or_create(**cles, defaults={"titulaire": nom, "courriel": courriel})
        else:
            Siege.objects.filter(**cles).delete()
    journaliser(acteur, "conventions.pourvoir_sieges", objet=f"{instance}:{departement}")


@transaction.atomic
def prevoir_seance(acteur: Acteur, champs: Mapping[str, Any]) -> Seance:
    """Plan a session; `champs`: departement, instance, le, heure, lieu, ordre_du_jour."""
    exiger_dans(acteur, INSTANCES, champs.get("departement", ""))
    _refuser_double(champs, None)
    seance = Seance()
    poser(seance, champs)
    tracer(acteur, "prevoir_seance", seance, instance=seance.instance, departement=seance.departement)
    return seance


@transaction.atomic
def modifier_seance(acteur: Acteur, seance: Seance, champs: Mapping[str, Any]) -> None:
    """Change the day, the place or the agenda; a session already held keeps its day."""
    exiger_dans(acteur, INSTANCES, seance.departement)
    if seance.etat != EtatSeance.PREVUE and champs["le"] != seance.le:
        raise ErreurConvention("Cette séance n'est plus à venir : son jour ne change plus.", champ="le")
    _refuser_double({"departement": seance.departement, "instance": seance.instance, **champs}, seance.pk)
    poser(seance, champs)
    tracer(acteur, "modifier_seance", seance)


def _refuser_double(champs: Mapping[str, Any], pk: int | None) -> None:
    cles = {champ: champs[champ] for champ in ("departement", "instance", "le")}
    autres = Seance.objects.filter(**cles)
    if (autres if pk is None else autres.exclude(pk=pk)).exists():
        raise ErreurConvention("Cette instance se réunit déjà ce jour-là dans ce département.", champ="le")


@transaction.atomic
def annuler_seance(acteur: Acteur, seance: Seance) -> None:
    """Call off a session still to be held."""
    exiger_dans(acteur, INSTANCES, seance.departement)
    if seance.etat != EtatSeance.PREVUE:
        raise ErreurConvention("Seule une séance prévue s'annule.")
    poser(seance, {"etat": EtatSeance.ANNULEE})
    tracer(acteur, "annuler_seance", seance)


@transaction.atomic
def emarger(acteur: Acteur, seance: Seance, presences: Mapping[str, tuple[str, bool]]) -> None:
    """Write who sat (name) and was there, by code of seat; the session is then held."""
    exiger_dans(acteur, INSTANCES, seance.departement)
    if seance.le > timezone.localdate():
        raise ErreurConvention("La séance n'a pas encore eu lieu : on n'émarge pas d'avance.")
    if seance.etat == EtatSeance.ANNULEE:
        raise ErreurConvention("Cette séance a été annulée.")
    if not any(present for _, present in presences.values()):
        raise ErreurConvention("Cochez au moins une personne présente.")
    for code, (nom, present) in presences.items():
        Emargement.objects.update_or_create(seance=seance, code=code, defaults={"nom": nom, "present": present})
    poser(seance, {"etat": EtatSeance.TENUE})
    tracer(acteur, "emarger", seance, presents=sum(present for _, present in presences.values()))


@transaction.atomic
def ecrire_compte_rendu(acteur: Acteur, seance: Seance, *, texte: str) -> None:
    """Write the minutes of a session held."""
    exiger_dans(acteur, INSTANCES, seance.departement)
    _exiger_tenue(seance)
    poser(seance, {"compte_rendu": texte.strip()})
    tracer(acteur, "ecrire_compte_rendu", seance)


@transaction.atomic
def decider(acteur: Acteur, seance: Seance, *, texte: str, porteur: str, echeance: dt.date) -> DecisionInstance:
    """Record a decision of a session held: who does it, by when."""
    exiger_dans(acteur, INSTANCES, seance.departement)
    _exiger_tenue(seance)
    if echeance < seance.le:
        raise ErreurConvention("La décision serait à faire avant la séance qui la prend.", champ="echeance")
    decision = DecisionInstance(seance=seance)
    poser(decision, {"texte": texte.strip(), "porteur": porteur.strip(), "echeance": echeance})
    tracer(acteur, "decider", decision, seance=seance.identifiant)
    return decision


@transaction.atomic
def suivre_decision(
    acteur: Acteur, decision: DecisionInstance, *, constat: str, etat: str, echeance: dt.date | None = None
) -> SuiteDecision:
    """Say where a decision stands; when a session is held today or since the last word, the next meeting has seen it."""
    exiger_dans(acteur, INSTANCES, decision.seance.departement)
    aujourd_hui = timezone.localdate()
    if etat == EtatDecision.A_FAIRE and echeance is not None and echeance < aujourd_hui:
        raise ErreurConvention("Le nouveau délai est déjà passé.", champ="echeance")
    suite = SuiteDecision(decision=decision, seance=_seance_qui_revoit(decision, aujourd_hui), le=aujourd_hui)
    reportee = echeance if etat == EtatDecision.A_FAIRE else None
    poser(suite, {"constat": constat.strip(), "etat": etat, "echeance": reportee})
    close = None if etat == EtatDecision.A_FAIRE else aujourd_hui
    poser(decision, {"etat": etat, "close_le": close, "echeance": reportee or decision.echeance})
    tracer(acteur, "suivre_decision", decision, etat=etat)
    return suite


def _seance_qui_revoit(decision: DecisionInstance, jour: dt.date) -> Seance | None:
    """Return the latest session of the same instance after the one that decided, held by that day."""
    suivantes = Seance.objects.filter(
        departement=decision.seance.departement,
        instance=decision.seance.instance,
        etat=EtatSeance.TENUE,
        le__gt=decision.seance.le,
        le__lte=jour,
    )
    return suivantes.first()


@transaction.atomic
def convoquer(acteur: Acteur, seance: Seance) -> int:
    """Write one mail to each seat that has an address; return how many. Calling again after a change sends again."""
    exiger_dans(acteur, INSTANCES, seance.departement)
    if seance.etat != EtatSeance.PREVUE or seance.le < timezone.localdate():
        raise ErreurConvention("On ne convoque qu'à une séance à venir.")
    sieges = Siege.objects.filter(departement=seance.departement, instance=seance.instance).exclude(courriel="")
    adresses = sorted(set(sieges.values_list("courriel", flat=True)))
    if not adresses:
        raise ErreurConvention("Aucun siège n'a d'adresse : complétez d'abord la composition de l'instance.")
    maintenant = timezone.now()
    for adresse in adresses:
        deposer_courriel(
            cle=f"conventions:convocation:{seance.pk}:{maintenant:%Y%m%d%H%M%S}:{adresse}",
            destinataire=adresse,
            gabarit="conventions/convocation",
            contexte=_mots_de_convocation(seance),
            nature=NATURE,
            acteur=acteur,
            objet_lie=f"conventions.Seance:{seance.pk}",
        )
    poser(seance, {"convoquee_le": maintenant})
    tracer(acteur, "convoquer", seance, courriels=len(adresses))
    return len(adresses)


def _mots_de_convocation(seance: Seance) -> dict[str, Any]:
    type_ = referentiels.instances()[seance.instance]
    return {
        "sigle": type_.sigle,
        "instance": type_.libelle,
        "departement": seance.departement,
        "jour": ecrire_jour_annee(seance.le),
        "heure": ecrire_heure(seance.heure) if seance.heure else "",
        "lieu": seance.lieu,
        "points": seance.points,
        "adresse": f"{settings.ADRESSE_PUBLIQUE}{reverse('conventions:seance', args=[seance.identifiant])}",
    }


def _exiger_tenue(seance: Seance) -> None:
    if seance.etat != EtatSeance.TENUE:
        raise ErreurConvention("Faites d'abord émarger : la séance n'est pas encore notée comme tenue.")
