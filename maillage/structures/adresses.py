"""What this room has to place by the service of addresses: establishments and partners that wait at the middle of their commune."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from maillage.structures.models import Etablissement, Partenaire
from maillage.structures.referentiels import seuils
from maillage.territoire.geocodage.passages import RegistrePlacable
from maillage.territoire.vocabulaire import MotifRevue, PositionSource

A_CHERCHER = Q(position_source__in=("", PositionSource.COMMUNE)) | Q(lon=None)
"""Never what a person placed, nor what the service already placed."""


def score_min(le: dt.date) -> float:
    """Return the score asked of an address on that day (dated setting data)."""
    return seuils(le).score_ban_min


def _etablissements() -> QuerySet[Etablissement]:
    ouverts = Etablissement.objects.filter(A_CHERCHER, ferme_le=None).exclude(adresse="")
    return ouverts.exclude(revue_motif=MotifRevue.SCORE_FAIBLE, score_ban__isnull=False).order_by("pk")


def _partenaires() -> QuerySet[Partenaire]:
    """A position without a known origin came with a file, or a hand: it stays."""
    sans = Partenaire.objects.filter(lon=None).exclude(adresse="").exclude(commune=None)
    return sans.exclude(revue_motif=MotifRevue.SCORE_FAIBLE, score_ban__isnull=False).order_by("pk")


def _cle_etablissement(lieu: Any) -> str:
    return str(lieu.finess or lieu.uai or lieu.nom)


def _cle_partenaire(lieu: Any) -> str:
    return str(lieu.nom)


ETABLISSEMENTS = RegistrePlacable(
    "etablissements",
    "Établissements",
    "établissement",
    "établissements",
    _etablissements,
    _cle_etablissement,
    score_min,
    "structures:positions_a_revoir",
)
PARTENAIRES = RegistrePlacable(
    "partenaires", "Partenaires", "partenaire", "partenaires", _partenaires, _cle_partenaire, score_min, ""
)
