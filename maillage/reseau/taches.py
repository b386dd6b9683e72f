"""In the background, every night: what the directory no longer needs is erased."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from maillage.reseau.services.entretien import oublier_les_anciens
from maillage.socle.acteur import ActeurSysteme


@db_periodic_task(crontab(hour="3", minute="40"))
def entretenir_l_annuaire() -> None:
    """Erase what is over."""
    oublier_les_anciens(ActeurSysteme("entretien de l'annuaire"), le=timezone.localdate())
