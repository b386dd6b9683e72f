"""The evaluation by the requester, six weeks after the answer."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.erreurs import ErreurAppui, GesteImpossible
from maillage.appui_ressource.domain.etats import EVALUABLES
from maillage.appui_ressource.models import DemandeAppui, EvaluationAppui
from maillage.appui_ressource.services.courriels import ecrire_au_demandeur
from maillage.appui_ressource.services.ecriture import DEMANDEUR, tracer
from maillage.socle.acteur import Acteur


@transaction.atomic
def demander_evaluations(acteur: Acteur, *, le: dt.date) -> int:
    """Ask, by mail, what changed, for each request answered long enough ago and not asked yet; return how many."""
    limite = le - dt.timedelta(days=referentiels.reglages(le).evaluation_jours)
    mures = DemandeAppui.objects.filter(etat__in=EVALUABLES, repondue_le__lte=limite, evaluation__isnull=True)
    mures = mures.filter(effacee_le__isnull=True).select_related("dispositif", "commune")
    demandes = list(mures.order_by("pk"))
    for demande in demandes:
        EvaluationAppui.objects.create(demande=demande, demandee_le=le)
        tracer(acteur, "demander_evaluation", demande)
        ecrire_au_demandeur(demande, "evaluation")
    return len(demandes)


@transaction.atomic
def rendre_evaluation(demande_id: int, *, changement: str, texte: str = "") -> EvaluationAppui:
    """Keep what the requester says; once."""
    if changement not in referentiels.libelles("changements"):
        raise ErreurAppui("Choisissez une réponse.", champ="changement")
    evaluation = EvaluationAppui.objects.select_for_update().select_related("demande").get(demande_id=demande_id)
    if evaluation.rendue_le is not None:
        raise GesteImpossible("Vous avez déjà répondu : merci.")
    evaluation.rendue_le = timezone.localdate()
    evaluation.changement, evaluation.texte = changement, texte.strip()
    evaluation.save()
    tracer(DEMANDEUR, "rendre_evaluation", evaluation.demande, changement=changement)
    return evaluation
