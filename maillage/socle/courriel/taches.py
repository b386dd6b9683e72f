"""In the background: sending a mail after its act, and trying again every minute what waits."""

from __future__ import annotations

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from maillage.socle.courriel.envoi import envoyer_en_attente, envoyer_un


@db_task()
def envoyer_en_fond(cle: int) -> None:
    """Send one mail."""
    envoyer_un(cle)


@db_periodic_task(crontab(minute="*"))
def envoyer_ce_qui_attend() -> None:
    """Send what could not leave before."""
    envoyer_en_attente()
