"""In the background, every hour: waves whose last day is past are closed. Safe to do again."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from maillage.enquetes.services import clore_les_vagues_echues


@db_periodic_task(crontab(minute="35"))
def clore_les_enquetes() -> None:
    """Close what is over."""
    clore_les_vagues_echues(le=timezone.localdate())
