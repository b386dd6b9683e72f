"""A layer lent and accepted, for tests that only read one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from maillage.cartographie.models import Calque, CelluleCalque, DestinataireCalque


def accord(**champs: Any) -> dict[str, Any]:
    """What an agreement says, as a form sends it."""
    le = timezone.localdate()
    return {
        "nom": "Élèves par commune",
        "finalite": "Placer les interlocuteurs",
        "au_nom_de": "",
        "source": "Fichier inventé",
        "valeurs_le": None,
        "niveau": "COMMUNE",
        "nature": "PERSONNES",
        "unite": "élèves",
        "plancher": 5,
        "debut": le,
        "fin": le + dt.timedelta(days=90),
        **champs,
    }


def preter(
    valeurs: Mapping[Any, int], preteur: str, destinataires: Sequence[str], *, reponse: str = "ACCEPTE", **champs: Any
) -> Calque:
    """Lend figures by commune; under the floor of five they are masked."""
    calque = Calque.objects.create(preteur=preteur, preteur_nom="Le prêteur", etat="PRETE", **accord(**champs))
    CelluleCalque.objects.bulk_create(
        CelluleCalque(
            calque=calque,
            code=commune.pk,
            nom=commune.nom,
            valeur=Decimal(valeur) if valeur >= 5 else None,
            masquee=valeur < 5,
        )
        for commune, valeur in valeurs.items()
    )
    DestinataireCalque.objects.bulk_create(
        DestinataireCalque(calque=calque, cle=cle, nom=cle, accord=reponse) for cle in destinataires
    )
    return calque
