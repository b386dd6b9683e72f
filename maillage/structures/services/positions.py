"""Acts on the position of an establishment or of a partner, when a file gave a doubtful one or none."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser
from maillage.structures.models import Dispositif, Etablissement, Partenaire
from maillage.structures.permissions import exiger
from maillage.territoire.domain.positions import defaut_de
from maillage.territoire.vocabulaire import PositionSource

Placable = TypeVar("Placable", Etablissement, Partenaire)


@transaction.atomic
def confirmer_position(acteur: Acteur, etablissement: Etablissement) -> Etablissement:
    """Say that the position read in the file is right: it leaves the list of positions to review."""
    exiger(acteur, "finess")
    _exiger_une_position(etablissement.lon, etablissement.lat)
    return _enregistrer(acteur, etablissement, "structures.confirmer_position")


@transaction.atomic
def corriger_position(acteur: Acteur, etablissement: Etablissement, *, lon: float, lat: float) -> Etablissement:
    """Place the establishment by hand (WGS84, decimal degrees); no file will move it until its address changes."""
    exiger(acteur, "finess")
    _refuser_hors_de_france(lon, lat)
    etablissement.lon, etablissement.lat = lon, lat
    return _enregistrer(acteur, etablissement, "structures.corriger_position")


@transaction.atomic
def placer_partenaire(
    acteur: Acteur, dispositif: Dispositif, partenaire: Partenaire, *, lon: float | None, lat: float | None
) -> Partenaire:
    """Place a partner of the directory by hand, or confirm where it is (no number given). A partner is shared: all its dispositifs see it there."""
    exiger(acteur, "structures", dispositif.pk)
    if lon is None or lat is None:
        _exiger_une_position(partenaire.lon, partenaire.lat)
    else:
        _refuser_hors_de_france(lon, lat)
        partenaire.lon, partenaire.lat = lon, lat
    return _enregistrer(acteur, partenaire, "structures.placer_partenaire", dispositif_id=dispositif.pk)


def _exiger_une_position(lon: float | None, lat: float | None) -> None:
    if lon is None or lat is None:
        raise ValidationError({"lon": "Il n'y a pas de position à confirmer : donnez-en une."})


def _refuser_hors_de_france(lon: float, lat: float) -> None:
    if defaut := defaut_de(lon, lat):
        raise ValidationError({"lon": f"Position refusée : {defaut}."})


def _enregistrer(acteur: Acteur, lieu: Placable, acte: str, *, dispositif_id: int | None = None) -> Placable:
    lieu.position_source = PositionSource.MANUELLE
    lieu.revue_motif = ""
    lieu.position_revue_le = timezone.localdate()
    lieu.save()
    objet = (lieu.finess or lieu.nom) if isinstance(lieu, Etablissement) else lieu.nom
    details = {"lon": lieu.lon, "lat": lieu.lat}
    journaliser(acteur, acte, objet=objet[:120], dispositif_id=dispositif_id, details=details)
    return lieu
