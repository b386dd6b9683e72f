"""A computation that someone stops: it keeps nothing, and the question stays to be asked again."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from maillage.cartographie.models import EtatEtude, PlanTournees, ScenarioAntenne
from maillage.cartographie.permissions import ANTENNES, TOURNEES, exiger
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

Calcul = TypeVar("Calcul", PlanTournees, ScenarioAntenne)
EN_ROUTE = (EtatEtude.ATTENTE, EtatEtude.EN_COURS)


@transaction.atomic
def arreter_le_calcul(acteur: Acteur, calcul: PlanTournees | ScenarioAntenne) -> None:
    """Refused when it ended meanwhile: its answer is there."""
    exiger(acteur, TOURNEES if isinstance(calcul, PlanTournees) else ANTENNES, calcul.dispositif_id)
    arrete = {"etat": EtatEtude.ECHEC, "message": f"Arrêté par {acteur.libelle}."[:300], "finie_le": timezone.now()}
    if not type(calcul).objects.filter(pk=calcul.pk, etat__in=EN_ROUTE).update(**arrete):
        raise ValidationError("Le calcul est déjà fini : il n'y a plus rien à arrêter.")
    acte = "cartographie.arreter_calcul"
    journaliser(acteur, acte, objet=str(calcul.pk), dispositif_id=calcul.dispositif_id)


def commencer(calcul: PlanTournees | ScenarioAntenne) -> bool:
    """Whether it is still asked for: someone may have stopped it while it waited."""
    encore = type(calcul).objects.filter(pk=calcul.pk).exclude(etat=EtatEtude.ECHEC)
    return bool(encore.update(etat=EtatEtude.EN_COURS))


def conclure(calcul: Calcul, etat: str, **valeurs: Any) -> Calcul:
    """Keep the answer, unless someone stopped the computation meanwhile."""
    valeurs |= {"etat": etat, "finie_le": timezone.now()}
    type(calcul).objects.filter(pk=calcul.pk, etat=EtatEtude.EN_COURS).update(**valeurs)
    calcul.refresh_from_db()
    return calcul
