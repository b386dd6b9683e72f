"""In the background, every hour: what time alone calls for. Each act is safe to do again."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from maillage.appui_ressource.services import entretenir
from maillage.socle.acteur import ActeurSysteme


@db_periodic_task(crontab(minute="20"))
def entretenir_l_appui() -> None:
    """Ask for evaluations, remind, erase what is over."""
    entretenir(ActeurSysteme("entretien de l'appui-ressource"), le=timezone.localdate())
