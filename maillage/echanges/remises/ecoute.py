"""From an act to the deliveries that it calls for: written in its own transaction, so that what was undone is never announced."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from maillage.echanges.models import EtatRemise, Remise
from maillage.echanges.remises.natures import NatureRemise, destinations, reglages
from maillage.echanges.taches import remettre_en_fond
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import NatureTrace, Trace
from maillage.structures.selectors import dispositifs_visibles

AUTOMATIQUE = "remise automatique"


def ecouter(sender: type[Trace], instance: Trace, created: bool, **_: Any) -> None:
    """Called for each line of the journal; without destination it does nothing."""
    if not settings.REMISES or not created or instance.dispositif_id is None or instance.nature != NatureTrace.ECRITURE:
        return
    appelees = [nature for nature in reglages().natures.values() if nature.appelee_par(instance.acte)]
    if appelees:
        _deposer(instance.dispositif_id, appelees)


def _deposer(dispositif_id: int, natures: list[NatureRemise]) -> None:
    """One delivery by destination and nature; one that still waits, untried, says the same and is enough."""
    visibles = dispositifs_visibles(ActeurSysteme(AUTOMATIQUE)).filter(pk=dispositif_id)
    code = visibles.values_list("code", flat=True).first()
    if code is None:
        return
    for destination in destinations().values():
        for nature in natures:
            if not destination.accepte(nature.code, code):
                continue
            memes = {"destination": destination.code, "nature": nature.code, "dispositif_id": dispositif_id}
            if Remise.objects.filter(
                **memes, etat=EtatRemise.A_REMETTRE, essais=0, pris_le__isnull=True, compte__isnull=True, parametres={}
            ).exists():
                continue
            remise = Remise.objects.create(**memes, par=AUTOMATIQUE, cree_le=timezone.now())
            transaction.on_commit(partial(remettre_en_fond, remise.pk), robust=True)
