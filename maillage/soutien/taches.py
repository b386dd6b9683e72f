"""In the background, every day: what became due is told to whoever has it in charge."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from maillage.socle.acteur import ActeurSysteme
from maillage.soutien.services import rappeler


@db_periodic_task(crontab(minute="35"))
def rappeler_le_soutien() -> None:
    """Every hour, so that a stopped server catches up; a thing is told once."""
    rappeler(ActeurSysteme("rappels du soutien technique"), le=timezone.localdate())
