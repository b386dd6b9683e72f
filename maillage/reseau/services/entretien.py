"""What time alone calls for in the directory: nothing is kept longer than it serves. Each act is safe to do again."""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from maillage.reseau import referentiels
from maillage.reseau.models import ConsultationCoordonnees, OffreExperience, QuestionExperience
from maillage.reseau.services.ecriture import tracer
from maillage.socle.acteur import Acteur

APRES_L_ACCORD = relativedelta(months=1)
"""Time to give one's consent again before what was written is erased."""


@transaction.atomic
def oublier_les_anciens(acteur: Acteur, *, le: dt.date) -> dict[str, int]:
    """Erase old questions and looks, and what offers said once their consent is over; return how many of each."""
    avant = le - relativedelta(months=referentiels.reglages().conservation_mois)
    questions = QuestionExperience.objects.filter(posee_le__date__lt=avant)
    regards = ConsultationCoordonnees.objects.filter(le__date__lt=avant)
    finies = OffreExperience.objects.filter(retiree_le__isnull=True, jusqu_au__lt=le - APRES_L_ACCORD)
    oublies = {"questions": questions.count(), "regards": regards.count(), "offres": finies.count()}
    if any(oublies.values()):
        questions.delete()
        regards.delete()
        finies.update(retiree_le=timezone.now(), recit="", courriel="", telephone="")
        tracer(acteur, "oublier_les_anciens", "annuaire", **oublies)
    return oublies
