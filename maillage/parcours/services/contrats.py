"""Contract or DIPC, and meetings around schooling: dated acts that the deadlines read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.models import Contrat, Jeune, ReunionEss, RevisionContrat
from maillage.parcours.services.ecriture import exiger, noter
from maillage.parcours.services.versions import ecrire_valeurs, prendre
from maillage.socle.acteur import Acteur


@transaction.atomic
def remettre_contrat(
    acteur: Acteur, *, jeune: Jeune, dispositif_id: int, type: str, remis_le: date, signe_le: date | None = None
) -> Contrat:
    """Hand a contract over; the one in force until then ends the day the new one comes."""
    exiger(acteur, dispositif_id)
    _verifier(remis_le, signe_le)
    Contrat.objects.filter(jeune=jeune, dispositif_id=dispositif_id, fin__isnull=True, remis_le__lte=remis_le).update(
        fin=remis_le
    )
    contrat = Contrat.objects.create(
        jeune=jeune, dispositif_id=dispositif_id, type=type, remis_le=remis_le, signe_le=signe_le
    )
    _noter(acteur, "remettre_contrat", contrat, type=type, remis_le=remis_le)
    return contrat


@transaction.atomic
def signer_contrat(acteur: Acteur, *, contrat: Contrat, signe_le: date, version: int | None = None) -> Contrat:
    """Note the day it was signed. Raises ModifieEntreTemps."""
    exiger(acteur, contrat.dispositif_id)
    contrat = prendre(contrat)
    _verifier(contrat.remis_le, signe_le)
    if ecrire_valeurs(contrat, {"signe_le": signe_le}, version=version):
        _noter(acteur, "signer_contrat", contrat, signe_le=signe_le)
    return contrat


@transaction.atomic
def reviser_contrat(acteur: Acteur, *, contrat: Contrat, nature: str, le: date) -> RevisionContrat:
    """Add an amendment or a yearly update; it comes after the signature."""
    exiger(acteur, contrat.dispositif_id)
    if contrat.signe_le is None:
        raise ErreurParcours("Ce contrat n'est pas encore signé : notez d'abord la signature.")
    if le < contrat.signe_le:
        raise ErreurParcours("La révision est avant la signature. Vérifiez la date.", champ="le")
    revision = RevisionContrat.objects.create(contrat=contrat, nature=nature, le=le)
    _noter(acteur, "reviser_contrat", contrat, nature=nature, le=le)
    return revision


@transaction.atomic
def retirer_revision(acteur: Acteur, *, revision: RevisionContrat) -> Contrat:
    """Take away a revision entered by mistake."""
    contrat = revision.contrat
    exiger(acteur, contrat.dispositif_id)
    _noter(acteur, "retirer_revision", contrat, nature=revision.nature, le=revision.le)
    revision.delete()
    return contrat


@transaction.atomic
def noter_ess(
    acteur: Acteur, *, jeune: Jeune, dispositif_id: int, le: date, gevasco: bool = False, suite: str = ""
) -> ReunionEss:
    """Note a meeting of the équipe de suivi de la scolarisation."""
    exiger(acteur, dispositif_id)
    if le > timezone.localdate():
        raise ErreurParcours("Cette date est dans l'avenir : notez la réunion une fois tenue.", champ="le")
    try:
        with transaction.atomic():
            reunion = ReunionEss.objects.create(jeune=jeune, le=le, gevasco=gevasco, suite=suite.strip())
    except IntegrityError as refus:
        raise ErreurParcours("Une réunion est déjà notée ce jour-là.", champ="le") from refus
    noter(acteur, "noter_ess", dispositif_id=dispositif_id, jeune=jeune, le=le)
    return reunion


@transaction.atomic
def retirer_ess(acteur: Acteur, *, reunion: ReunionEss, dispositif_id: int) -> Jeune:
    """Take away a meeting entered by mistake."""
    exiger(acteur, dispositif_id)
    jeune = reunion.jeune
    noter(acteur, "retirer_ess", dispositif_id=dispositif_id, jeune=jeune, le=reunion.le)
    reunion.delete()
    return jeune


def _verifier(remis_le: date, signe_le: date | None) -> None:
    if signe_le is not None and signe_le < remis_le:
        raise ErreurParcours("La signature est avant la remise. Vérifiez les deux dates.", champ="signe_le")
    if signe_le is not None and signe_le > timezone.localdate():
        raise ErreurParcours("Cette date est dans l'avenir : notez la signature une fois donnée.", champ="signe_le")


def _noter(acteur: Acteur, acte: str, contrat: Contrat, **details: Any) -> None:
    noter(acteur, acte, dispositif_id=contrat.dispositif_id, jeune=contrat.jeune, contrat=contrat.pk, **details)
