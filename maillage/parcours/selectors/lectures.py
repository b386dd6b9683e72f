"""Who opened the file of a young person, by name: shown on their page to whoever may say it to the family."""

from __future__ import annotations

from django.db.models import QuerySet

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.models import NatureTrace, Trace


def peut_lire_les_lectures(acteur: Acteur, dispositif_id: int) -> bool:
    """The journal is open to the person, or they hold the files of the dispositif: it is they whom the family asks."""
    return acteur.peut("journal", dispositif_id=dispositif_id) or acteur.peut("dossiers", Acces.ECRITURE, dispositif_id)


def lectures_du_dossier(acteur: Acteur, jeune_id: int, dispositif_id: int) -> QuerySet[Trace]:
    """Return the readings of the file in this dispositif, the latest first; none without the right."""
    if not peut_lire_les_lectures(acteur, dispositif_id):
        return Trace.objects.none()
    lectures = Trace.objects.filter(jeune_id=jeune_id, dispositif_id=dispositif_id, nature=NatureTrace.LECTURE)
    return lectures.order_by("-horodatage", "-pk")
