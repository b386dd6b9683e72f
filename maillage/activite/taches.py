"""In the background: what the pages will ask is counted before they ask."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from huey.contrib.djhuey import db_task

from maillage.activite.services.calcul import recompter_d_avance
from maillage.socle.selectors import version_des_faits
from maillage.socle.signaux import faits_modifies

ATTENTE_S = 1
"""Someone who confirms a day touches several événements in a row: one count for all."""


@db_task()
def compter_d_avance(dispositif_id: int, version: int) -> None:
    """Count again what the pages of today show of this dispositif."""
    recompter_d_avance(dispositif_id, version=version, aujourd_hui=timezone.localdate())


@receiver(faits_modifies, dispatch_uid="activite.compter_d_avance")
def _demander(dispositif_id: int, **_: Any) -> None:
    version = version_des_faits(dispositif_id)
    compter_d_avance.schedule(args=(dispositif_id, version), delay=ATTENTE_S)
