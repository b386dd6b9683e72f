"""Who is known of a dispositif, and who may be seen there."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Protocol

from django.db.models import Model, Q, QuerySet

from maillage.parcours.models import Demande, Jeune, PeriodeModalite, Phase
from maillage.socle.acteur import Acteur

FAITS_QUI_ACCOMPAGNENT = (Phase, PeriodeModalite)
FAITS_QUI_RATTACHENT = (*FAITS_QUI_ACCOMPAGNENT, Demande)


class AvecCle(Protocol):
    """Anything with a primary key: the Dispositif of the request."""

    pk: int


def connus_du_dispositif(dispositif_id: int) -> QuerySet[Jeune]:
    """Young people with a phase, a modality period or a request there, past or present."""
    return _avec_un_fait(FAITS_QUI_RATTACHENT, dispositif_id)


def accompagnes_du_dispositif(dispositif_id: int) -> QuerySet[Jeune]:
    """Young people with a phase or a modality period there, past or present: a request alone is not a path yet (R39)."""
    return _avec_un_fait(FAITS_QUI_ACCOMPAGNENT, dispositif_id)


def _avec_un_fait(faits: tuple[type[Model], ...], dispositif_id: int) -> QuerySet[Jeune]:
    ici = [model._default_manager.filter(dispositif_id=dispositif_id).values("jeune") for model in faits]
    return Jeune.objects.filter(reduce(or_, (Q(pk__in=jeunes) for jeunes in ici)))


def jeunes_visibles(acteur: Acteur, dispositif: AvecCle) -> QuerySet[Jeune]:
    """Young people known of the dispositif, none if the section « parcours » is closed to the person there."""
    if not acteur.peut("parcours", dispositif_id=dispositif.pk):
        return Jeune.objects.none()
    return connus_du_dispositif(dispositif.pk)


def dispositifs_qui_connaissent(jeune_id: int) -> set[int]:
    """Primary keys of the dispositifs where the young person has a phase, a period or a request."""
    return {
        pk
        for model in FAITS_QUI_RATTACHENT
        for pk in model.objects.filter(jeune_id=jeune_id).values_list("dispositif_id", flat=True)
    }
