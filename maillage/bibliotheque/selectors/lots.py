"""The files of existing sheets: who deposited them, and what came of them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from maillage.bibliotheque.models import Fiche, LotFiches
from maillage.bibliotheque.selectors.lecture import fiches_a_relire, fiches_visibles
from maillage.socle.acteur import Acteur


def lots_visibles(acteur: Acteur) -> QuerySet[LotFiches]:
    """Return the files that the person deposited, and those of which something waits for their review."""
    attendus = fiches_a_relire(acteur).filter(lot__isnull=False).order_by().values("lot_id")
    siens = Q(depose_par_id=acteur.identifiant) if acteur.identifiant is not None else Q()
    lots = LotFiches.objects.filter(siens | Q(pk__in=attendus)) if siens else LotFiches.objects.all()
    return lots.annotate(n_fiches=Count("fiches")).order_by("-depose_le", "-pk")


def fiches_du_lot(acteur: Acteur, lot: LotFiches) -> list[Fiche]:
    """Return the sheets written from a file that the person may open."""
    return list(fiches_visibles(acteur).filter(lot=lot).order_by("pk"))


def a_relire_du_lot(acteur: Acteur, lot: LotFiches) -> int:
    """Return how many sheets of a file wait for this person."""
    return fiches_a_relire(acteur).filter(lot=lot).count()
