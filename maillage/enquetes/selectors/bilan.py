"""The figures of surveys in the yearly bilan of the network."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import Count, F, Sum

from maillage.enquetes.domain.publication import arrondir
from maillage.enquetes.models import VagueEnquete
from maillage.socle.domain.bilan import ChiffreBilan

PAGE = "enquetes:partagees"


def chiffres(*, debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    """Return what the closed waves of a period say (1 query)."""
    closes = VagueEnquete.objects.filter(close_le__range=(debut, fin)).order_by()
    sommes = closes.aggregate(
        vagues=Count("pk"),
        enquetes=Count("enquete", distinct=True),
        reponses=Sum("repondus"),
        joints=Sum(F("invites") - F("rejetes")),
    )
    reponses, joints = sommes["reponses"] or 0, sommes["joints"] or 0
    taux = arrondir(Decimal(100 * reponses) / joints, 0) if joints > 0 else None
    return [
        ChiffreBilan(
            "enquetes.vagues",
            "Vagues d'enquête closes",
            sommes["vagues"],
            "vagues",
            f"Vagues dont la clôture est dans la période ({sommes['enquetes']} enquêtes différentes) ; les vagues ouvertes ne comptent pas.",
            PAGE,
        ),
        ChiffreBilan(
            "enquetes.reponses",
            "Réponses aux enquêtes",
            reponses,
            "réponses",
            "Réponses reçues par les vagues closes dans la période ; une personne invitée à deux vagues compte deux fois.",
            PAGE,
        ),
        ChiffreBilan(
            "enquetes.taux",
            "Taux de réponse aux enquêtes",
            taux,
            "%",
            "Réponses sur adresses jointes (écrites, moins celles dont le courriel n'a pas été remis), toutes vagues closes de la période ensemble.",
            PAGE,
        ),
    ]
