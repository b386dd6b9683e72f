"""The revisions of the returns of a period, as pilotage needs them: state and digest, never the figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from maillage.activite.selectors.retours import retours_de_la_periode, retours_transmis


@dataclass(frozen=True)
class Revision:
    """`le`: when it reached its state. `empreinte`: digest of the frozen result, empty for a draft."""

    pk: int
    dispositif_id: int
    numero: int
    etat: str
    regles: str
    regles_version: str
    empreinte: str
    le: dt.datetime


def revisions_de_la_periode(periode: str) -> dict[int, list[Revision]]:
    """Return the revisions of each dispositif that has one, oldest first (one query)."""
    par_dispositif: dict[int, list[Revision]] = {}
    for retour in retours_de_la_periode(periode):
        par_dispositif.setdefault(retour.dispositif_id, []).append(_revision(retour))
    return par_dispositif


def transmises_des_periodes(periodes: Collection[str]) -> dict[str, dict[int, Revision]]:
    """Return the last transmitted revision of each dispositif, by period (one query)."""
    retours = retours_transmis(None).select_related(None).filter(periode__in=periodes).order_by("revision")
    transmises: dict[str, dict[int, Revision]] = {periode: {} for periode in periodes}
    for retour in retours.defer("contenu", "faits"):
        transmises[retour.periode][retour.dispositif_id] = _revision(retour)
    return transmises


def _revision(retour: Any) -> Revision:
    return Revision(
        pk=retour.pk,
        dispositif_id=retour.dispositif_id,
        numero=retour.revision,
        etat=retour.etat,
        regles=retour.regles,
        regles_version=retour.regles_version,
        empreinte=retour.empreinte_resultat,
        le=retour.transmis_le or retour.valide_le or retour.cree_le,
    )
