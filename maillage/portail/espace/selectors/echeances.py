"""The deadlines of this context: what is due to families, for the one work list."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.urls import reverse

from maillage.portail.espace.domain.rectification import EtatRectification
from maillage.portail.espace.selectors.rectifications import visibles
from maillage.socle.acteur import Acteur
from maillage.socle.domain.echeances import Echeance


class DispositifNomme(Protocol):
    """A dispositif as the address names it."""

    @property
    def pk(self) -> int: ...

    @property
    def code(self) -> str: ...


def echeances(acteur: Acteur, dispositif: DispositifNomme, *, le: date, jeune_id: int | None = None) -> list[Echeance]:
    """Return the answers left to give (RGPD, art. 12 §3), or those about one young person, one line each (1 query)."""
    ouvertes = visibles(acteur, dispositif.pk).filter(etat=EtatRectification.RECUE).select_related("jeune")
    if jeune_id is not None:
        ouvertes = ouvertes.filter(jeune_id=jeune_id)
    return [
        Echeance(
            nature="Rectification demandée",
            acte=f"Répondre à {une.auteur} : « ce n'est pas juste »",
            dernier_jour=une.echeance,
            url=reverse("espace:rectification", args=[dispositif.code, une.identifiant]),
            jeune_id=une.jeune_id,
            precision="un mois pour répondre (RGPD, art. 12)",
        )
        for une in ouvertes.order_by("echeance", "pk")
    ]
