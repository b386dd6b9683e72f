"""Acts on the position of an establishment, when a file gave a doubtful one or none."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser
from maillage.structures.domain.finess import position_plausible
from maillage.structures.models import Etablissement
from maillage.structures.models.etablissement import PositionSource
from maillage.structures.permissions import exiger


@transaction.atomic
def confirmer_position(acteur: Acteur, etablissement: Etablissement) -> Etablissement:
    """Say that the position read in the file is right: it leaves the list of positions to review."""
    exiger(acteur, "finess")
    if etablissement.lon is None or etablissement.lat is None:
        raise ValidationError({"lon": "Il n'y a pas de position à confirmer : donnez-en une."})
    return _enregistrer(acteur, etablissement, "structures.confirmer_position")


@transaction.atomic
def corriger_position(acteur: Acteur, etablissement: Etablissement, *, lon: float, lat: float) -> Etablissement:
    """Place the establishment by hand (WGS84, decimal degrees); no file will move it until its address changes."""
    exiger(acteur, "finess")
    if not position_plausible(lon, lat):
        raise ValidationError({"lon": "Longitude entre -180 et 180, latitude entre -90 et 90, en degrés décimaux."})
    etablissement.lon, etablissement.lat = lon, lat
    return _enregistrer(acteur, etablissement, "structures.corriger_position")


def _enregistrer(acteur: Acteur, etablissement: Etablissement, acte: str) -> Etablissement:
    etablissement.position_source = PositionSource.MANUELLE
    etablissement.revue_motif = ""
    etablissement.position_revue_le = timezone.localdate()
    etablissement.save()
    journaliser(
        acteur,
        acte,
        objet=etablissement.finess or etablissement.nom[:120],
        details={"lon": etablissement.lon, "lat": etablissement.lat},
    )
    return etablissement
