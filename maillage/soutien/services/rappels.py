"""One reminder for each thing that is due, to the one in charge now: a person who left the mission, or the dispositif, is never written to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q

from maillage.comptes.selectors import comptes_des_roles, comptes_du_dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_courriel
from maillage.socle.services import journaliser
from maillage.soutien import referentiels
from maillage.soutien.domain.vocabulaire import EtatActionSoutien, EtatDemandeSoutien, EtatRecommandation, Porteur
from maillage.soutien.models import ActionSoutien, DemandeSoutien, PointSuivi, Recommandation
from maillage.soutien.services.courriels import adresse_publique

NATURE_RAPPEL = "RAPPEL"
SUIVIES = (EtatRecommandation.ACCEPTEE, EtatRecommandation.EN_COURS)


@dataclass
class Tournee:
    """What each mailbox will read, and who may be written to: accounts of the mission, and of each dispositif, today."""

    le: dt.date
    mission: dict[int, str] = field(default_factory=dict)
    dispositifs: dict[int, list[str]] = field(default_factory=dict)
    lignes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def a_la_mission(self, demande: DemandeSoutien, mots: str) -> None:
        """To the one in charge if they still work for the mission, else to everyone there."""
        ligne = f"{mots} ({demande.dispositif.nom}) : {adresse_publique('soutien:demande', demande.identifiant)}"
        if demande.charge_compte in self.mission:
            self.lignes[self.mission[demande.charge_compte]].append(ligne)
            return
        seul = " ; personne n'est plus en charge" if demande.charge_nom else ""
        for courriel in self.mission.values():
            self.lignes[courriel].append(f"{ligne}{seul}")

    def au_dispositif(self, demande: DemandeSoutien, mots: str, page: str) -> None:
        """To those who direct the dispositif today."""
        if demande.dispositif_id not in self.dispositifs:
            roles = referentiels.reglages(self.le).roles_dispositif
            comptes = comptes_du_dispositif(demande.dispositif_id, roles, le=self.le)
            self.dispositifs[demande.dispositif_id] = [compte.email for compte in comptes]
        for courriel in self.dispositifs[demande.dispositif_id]:
            self.lignes[courriel].append(f"{mots} ({demande.dispositif.nom}) : {page}")


@transaction.atomic
def rappeler(acteur: Acteur, *, le: dt.date) -> int:
    """Write to each mailbox, in one mail, what became due since the last time; return how many things are told. Safe to do again."""
    reglages = referentiels.reglages(le)
    tournee = Tournee(le, {compte.pk: compte.email for compte in comptes_des_roles([reglages.role_mission], le=le)})
    nombre = _des_demandes(tournee, le - dt.timedelta(days=reglages.qualification_jours))
    nombre += _des_points(tournee) + _des_actions(tournee)
    nombre += _des_recommandations(tournee, le - dt.timedelta(days=reglages.accord_jours))
    for destinataire, lignes in tournee.lignes.items():
        deposer_courriel(
            cle=f"soutien:rappel:{le.isoformat()}:{_empreinte(destinataire, lignes)}",
            destinataire=destinataire,
            gabarit="soutien/rappel",
            contexte={"lignes": lignes},
            nature=NATURE_RAPPEL,
            acteur=acteur,
        )
    if nombre:
        journaliser(acteur, "soutien.rappeler", details={"nombre": str(nombre), "jour": le.isoformat()})
    return nombre


def _empreinte(destinataire: str, lignes: Iterable[str]) -> str:
    """Name one mail: the same lines to the same mailbox on one day are the same mail."""
    return sha256("\n".join([destinataire, *lignes]).encode()).hexdigest()[:24]


def _des_demandes(tournee: Tournee, avant: dt.date) -> int:
    dues = DemandeSoutien.objects.filter(
        etat=EtatDemandeSoutien.RECUE, recue_le__lt=avant, rappelee_le__isnull=True
    ).select_related("dispositif")
    lues = list(dues)
    for demande in lues:
        tournee.a_la_mission(demande, "Demande à qualifier")
    return _marquer(DemandeSoutien, lues, rappelee_le=tournee.le)


def _des_points(tournee: Tournee) -> int:
    dus = PointSuivi.objects.filter(
        relancer_le__lte=tournee.le, relance_levee_le__isnull=True, rappele_le__isnull=True
    ).exclude(demande__etat=EtatDemandeSoutien.CLOSE)
    lus = list(dus.select_related("demande__dispositif"))
    for point in lus:
        tournee.a_la_mission(point.demande, "Demande à relancer")
    return _marquer(PointSuivi, lus, rappele_le=tournee.le)


def _des_actions(tournee: Tournee) -> int:
    dues = ActionSoutien.objects.filter(
        etat=EtatActionSoutien.A_FAIRE, echeance__lte=tournee.le, rappelee_le__isnull=True
    ).exclude(demande__etat=EtatDemandeSoutien.CLOSE)
    lues = list(dues.select_related("demande__dispositif"))
    for action in lues:
        if action.porteur == Porteur.MISSION:
            tournee.a_la_mission(action.demande, "Action du plan à faire")
        else:
            page = adresse_publique("soutien:demande", action.demande.identifiant)
            tournee.au_dispositif(action.demande, "Action du plan à faire", page)
    return _marquer(ActionSoutien, lues, rappelee_le=tournee.le)


def _des_recommandations(tournee: Tournee, avant: dt.date) -> int:
    sans_reponse = Q(etat=EtatRecommandation.PROPOSEE, proposee_le__lt=avant)
    a_faire = Q(etat__in=SUIVIES, echeance__lte=tournee.le)
    dues = Recommandation.objects.filter(sans_reponse | a_faire, rappelee_le__isnull=True)
    lues = list(dues.select_related("demande__dispositif"))
    for recommandation in lues:
        proposee = recommandation.etat == EtatRecommandation.PROPOSEE
        mots = "Recommandation qui attend votre réponse" if proposee else "Recommandation à mettre en œuvre"
        page = adresse_publique("soutien:recommandation", recommandation.identifiant)
        tournee.au_dispositif(recommandation.demande, mots, page)
    return _marquer(Recommandation, lues, rappelee_le=tournee.le)


def _marquer(modele: Any, lignes: Iterable[Any], **champs: dt.date) -> int:
    nombre: int = modele.objects.filter(pk__in=[ligne.pk for ligne in lignes]).update(**champs)
    return nombre
