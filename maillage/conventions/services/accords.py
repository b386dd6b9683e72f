"""The bilateral agreements of a dispositif."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.conventions.domain.etats import verifier_dates
from maillage.conventions.models import AccordBilateral
from maillage.conventions.permissions import ACCORDS, exiger
from maillage.conventions.services.ecriture import poser, tracer
from maillage.socle.acteur import Acteur


@transaction.atomic
def ecrire_accord(
    acteur: Acteur, champs: Mapping[str, Any], *, dispositif_id: int, accord: AccordBilateral | None = None
) -> AccordBilateral:
    """Open an agreement of a dispositif, or change one; `champs`: its fields, all but the dispositif."""
    exiger(acteur, ACCORDS, dispositif_id)
    signee_le, aujourd_hui = champs.get("signee_le"), timezone.localdate()
    verifier_dates(debut=champs["debut"], fin=champs["fin"], signee_le=signee_le)
    if signee_le is not None and signee_le > aujourd_hui:
        raise ErreurConvention("Une signature à venir ne s'enregistre pas : laissez la date vide.", champ="signee_le")
    acte = "modifier_accord" if accord else "ouvrir_accord"
    accord = accord or AccordBilateral(
        dispositif_id=dispositif_id, preparee_le=min(aujourd_hui, signee_le or aujourd_hui)
    )
    poser(accord, champs)
    tracer(acteur, acte, accord, signee_le=signee_le)
    return accord


@transaction.atomic
def denoncer_accord(acteur: Acteur, accord: AccordBilateral, *, effet: dt.date) -> None:
    """Record that an agreement stops before its end."""
    exiger(acteur, ACCORDS, accord.dispositif_id)
    if accord.signee_le is None:
        raise ErreurConvention("Un accord en préparation ne se dénonce pas : effacez-le.")
    if effet < accord.signee_le:
        raise ErreurConvention("La dénonciation ne peut pas prendre effet avant la signature.", champ="effet")
    poser(accord, {"denonciation_effet": effet})
    tracer(acteur, "denoncer_accord", accord, effet=effet)


@transaction.atomic
def effacer_accord(acteur: Acteur, accord: AccordBilateral) -> None:
    """Erase an agreement that was never signed."""
    exiger(acteur, ACCORDS, accord.dispositif_id)
    if accord.signee_le is not None:
        raise ErreurConvention("Un accord signé ne s'efface pas : dénoncez-le, ou laissez-le finir.")
    tracer(acteur, "effacer_accord", accord)
    accord.delete()
