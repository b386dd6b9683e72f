"""In the background, every hour: what time alone calls for. Each act is safe to do again."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from maillage.rencontres.services import entretenir
from maillage.socle.acteur import ActeurSysteme


@db_periodic_task(crontab(minute="35"))
def entretenir_les_rencontres() -> None:
    """Remind, share the places, forget what was never confirmed, erase names past their keeping."""
    entretenir(ActeurSysteme("entretien des rencontres"), le=timezone.localdate())
