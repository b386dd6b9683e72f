"""What technical support waits for, for the one work list: of one dispositif, or of the whole mission."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.db.models import Q, QuerySet
from django.urls import reverse

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.echeances import Echeance, EcheanceSituee
from maillage.soutien import referentiels
from maillage.soutien.domain.vocabulaire import (
    RECOMMANDATIONS_OUVERTES,
    EtatActionSoutien,
    EtatDemandeSoutien,
    EtatRecommandation,
    Porteur,
)
from maillage.soutien.models import ActionSoutien, DemandeSoutien, PointSuivi, Recommandation
from maillage.soutien.permissions import CONDUITE, SOUTIEN

NATURE = "Soutien technique"


class DispositifNomme(Protocol):
    """The dispositif whose list is drawn."""

    @property
    def pk(self) -> int: ...


def echeances(acteur: Acteur, dispositif: DispositifNomme, *, le: dt.date) -> list[Echeance]:
    """Return what the dispositif has to do: its own actions, recommendations to answer or to carry out (2 queries)."""
    if not acteur.peut(SOUTIEN, Acces.ECRITURE, dispositif.pk):
        return []
    actions = ActionSoutien.objects.filter(demande__dispositif_id=dispositif.pk, porteur=Porteur.DISPOSITIF)
    return [*(ligne.echeance for ligne in _des_actions(actions)), *_des_recommandations(dispositif.pk, le)]


def echeances_de_la_portee(acteur: Acteur, *, le: dt.date) -> list[EcheanceSituee]:
    """Return what the mission has to do: requests to qualify, its own actions, reminders to make (3 queries); nothing for anyone else."""
    if not acteur.peut(CONDUITE, Acces.ECRITURE):
        return []
    lignes = [*_a_qualifier(le), *_des_actions(ActionSoutien.objects.filter(porteur=Porteur.MISSION)), *_a_relancer()]
    return sorted(lignes, key=lambda ligne: (ligne.echeance.dernier_jour, ligne.echeance.acte))


def _situer(demande: DemandeSoutien, acte: str, jour: dt.date, precision: str) -> EcheanceSituee:
    adresse = reverse("soutien:demande", args=[demande.identifiant])
    echeance = Echeance(NATURE, acte, jour, adresse, precision=precision)
    return EcheanceSituee(demande.dispositif.nom, demande.dispositif.departement, echeance)


def _a_qualifier(le: dt.date) -> list[EcheanceSituee]:
    delai = dt.timedelta(days=referentiels.reglages(le).qualification_jours)
    recues = DemandeSoutien.objects.filter(etat=EtatDemandeSoutien.RECUE).select_related("dispositif")
    regle = f"{delai.days} jours après la demande (convention de Maillage)"
    return [
        _situer(demande, f"Qualifier la demande : {demande.objet}", demande.recue_le + delai, regle)
        for demande in recues
    ]


def _a_relancer() -> list[EcheanceSituee]:
    points = PointSuivi.objects.filter(relancer_le__isnull=False, relance_levee_le__isnull=True)
    ouverts = points.exclude(demande__etat=EtatDemandeSoutien.CLOSE).select_related("demande__dispositif")
    return [
        _situer(
            point.demande,
            f"Relancer : {point.demande.objet}",
            point.relancer_le,
            point.demande.charge_nom or "personne n'est en charge",
        )
        for point in ouverts
        if point.relancer_le is not None
    ]


def _des_actions(actions: QuerySet[ActionSoutien]) -> list[EcheanceSituee]:
    ouvertes = actions.filter(etat=EtatActionSoutien.A_FAIRE).select_related("demande__dispositif")
    return [
        _situer(
            action.demande,
            f"Faire : {action.libelle}",
            action.echeance,
            f"{action.demande.objet}, {action.qui or action.libelle_porteur.lower()}",
        )
        for action in ouvertes
    ]


def _des_recommandations(dispositif_id: int, le: dt.date) -> list[Echeance]:
    accord = dt.timedelta(days=referentiels.reglages(le).accord_jours)
    attendues = Q(etat=EtatRecommandation.PROPOSEE) | Q(echeance__isnull=False)
    ouvertes = Recommandation.objects.filter(
        attendues, etat__in=RECOMMANDATIONS_OUVERTES, demande__dispositif_id=dispositif_id
    )
    lignes = []
    for recommandation in ouvertes:
        proposee = recommandation.etat == EtatRecommandation.PROPOSEE
        jour = recommandation.proposee_le + accord if proposee else recommandation.echeance
        if jour is not None:
            lignes.append(
                Echeance(
                    NATURE,
                    f"{'Répondre à' if proposee else 'Mettre en œuvre'} la recommandation : {recommandation.texte}",
                    jour,
                    reverse("soutien:recommandation", args=[recommandation.identifiant]),
                    precision=recommandation.libelle_etat.lower(),
                )
            )
    return lignes
