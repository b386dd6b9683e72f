"""In the background: handing over a delivery after its act, and trying again every minute what waits."""

from __future__ import annotations

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from maillage.echanges.remises.envoi import remettre_en_attente, remettre_une


@db_task()
def remettre_en_fond(cle: int) -> None:
    """Hand over one delivery."""
    remettre_une(cle)


@db_periodic_task(crontab(minute="*"))
def remettre_ce_qui_attend() -> None:
    """Hand over what could not leave before."""
    remettre_en_attente()
