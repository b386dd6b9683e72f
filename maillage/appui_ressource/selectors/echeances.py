"""What is due for the requests of a dispositif: lines for the one work list of the portal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from maillage.appui_ressource.domain.echeances import acte_attendu
from maillage.appui_ressource.selectors.demandes import demandes_visibles
from maillage.socle.acteur import Acteur
from maillage.socle.domain.echeances import Echeance
from maillage.socle.domain.typographie import ecrire_jour_annee

NATURE = "Demande d'appui"


def echeances(acteur: Acteur, dispositif: Any, *, le: dt.date, jeune_id: int | None = None) -> list[Echeance]:
    """Return what the requests held by the dispositif wait for, the nearest first (1 query); none for a young person: a request names nobody."""
    if jeune_id is not None:
        return []
    demandes = demandes_visibles(acteur, dispositif.pk).filter(echeance__isnull=False).order_by("echeance", "pk")
    return [
        Echeance(
            nature=NATURE,
            acte=f"{acte_attendu(demande.etat)} : {demande}, {demande.commune.nom}",
            dernier_jour=demande.echeance,
            url=reverse("appui:demande", args=[dispositif.code, demande.identifiant]),
            precision=f"demande reçue le {ecrire_jour_annee(timezone.localdate(demande.deposee_le))}",
        )
        for demande in demandes
        if demande.echeance is not None
    ]
