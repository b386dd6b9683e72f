"""In the background: the evaluation at three months leaves by itself."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from maillage.formations.services import demander_les_suites
from maillage.socle.acteur import ActeurSysteme


@db_periodic_task(crontab(minute="50"))
def demander_les_evaluations() -> None:
    """Every hour, so that a stopped server catches up; each session is asked about once."""
    demander_les_suites(ActeurSysteme("évaluations des formations"), le=timezone.localdate())
