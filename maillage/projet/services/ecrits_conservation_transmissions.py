"""Destroying transmissions, as documents are: proposed by retention, decided by a person, done after a delay, certified."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from maillage.projet.models import CertificatDestruction, Transmission, VersionTransmission
from maillage.projet.referentiels_ecrits import TRANSMISSIONS, reglages_conservation
from maillage.projet.selectors.ecrits_conservation import SERVICE, transmissions_du_lot, transmissions_echues
from maillage.projet.services.ecrits_transmissions import exiger
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser


@transaction.atomic
def decider_transmissions(acteur: Acteur, *, dispositif_id: int, lots: Iterable[str], le: date) -> int:
    """Decide to destroy the lots given, among those that retention proposes that day; return how many transmissions. Nothing goes yet."""
    exiger(acteur, "conservation", dispositif_id)
    voulus, jour = set(lots), le + timedelta(days=reglages_conservation(le).delai_destruction_jours)
    nombre = 0
    for lot in transmissions_echues(acteur, dispositif_id, le=le):
        if lot.cle not in voulus:
            continue
        nombre += transmissions_du_lot(dispositif_id, lot).update(detruire_le=jour, detruire_par=acteur.libelle[:200])
        details = {"jour": jour.isoformat(), "regle": lot.regle.code, "nombre": lot.nombre}
        _tracer(acteur, "decider_destruction_transmissions", dispositif_id, lot.jeune, details)
    return nombre


@transaction.atomic
def annuler_transmissions(acteur: Acteur, *, dispositif_id: int, lots: Iterable[str]) -> int:
    """Take back decisions that are not done yet; return how many transmissions are kept."""
    exiger(acteur, "conservation", dispositif_id)
    decidees = Transmission.objects.filter(dispositif_id=dispositif_id, detruire_le__isnull=False)
    nombre = 0
    for cle in sorted(set(lots)):
        siennes = decidees.filter(jeune__isnull=True) if cle == SERVICE else decidees.filter(jeune__identifiant=cle)
        gardees = siennes.update(detruire_le=None, detruire_par="")
        if gardees:
            _tracer(acteur, "annuler_destruction_transmissions", dispositif_id, cle, {"nombre": gardees})
        nombre += gardees
    return nombre


def detruire_transmissions(acteur: Acteur, *, le: date) -> int:
    """Destroy what was decided for that day or before, one certificate for each young person. Return how many transmissions."""
    echues = Transmission.objects.filter(detruire_le__isnull=False, detruire_le__lte=le)
    lots = list(echues.order_by("dispositif", "jeune").values_list("dispositif", "jeune", "detruire_par").distinct())
    return sum(_detruire(acteur, dispositif_id, jeune_id, par, le) for dispositif_id, jeune_id, par in lots)


@transaction.atomic
def _detruire(acteur: Acteur, dispositif_id: int, jeune_id: int | None, par: str, le: date) -> int:
    echues = Transmission.objects.filter(
        dispositif_id=dispositif_id, detruire_par=par, detruire_le__isnull=False, detruire_le__lte=le
    )
    echues = echues.filter(jeune__isnull=True) if jeune_id is None else echues.filter(jeune_id=jeune_id)
    lues = list(echues.select_for_update(of=("self",)).select_related("jeune").order_by("pk"))
    if not lues:
        return 0
    cles = [transmission.pk for transmission in lues]
    anciennes = VersionTransmission.objects.filter(transmission__in=cles)
    textes = [*(transmission.texte for transmission in lues), *anciennes.values_list("texte", flat=True)]
    jeune = lues[0].jeune.identifiant if lues[0].jeune else ""
    CertificatDestruction.objects.create(
        dispositif_id=dispositif_id,
        document=lues[0].identifiant,
        jeune=jeune,
        categorie=TRANSMISSIONS,
        empreintes=sorted(hashlib.sha256(texte.encode()).hexdigest() for texte in textes),
        motif=f"durée de conservation échue, {len(lues)} transmissions",
        decide_par=par,
        le=timezone.now(),
    )
    _tracer(acteur, "detruire_transmissions", dispositif_id, jeune, {"nombre": len(lues)})
    Transmission.objects.filter(pk__in=cles).delete()
    return len(lues)


def _tracer(acteur: Acteur, acte: str, dispositif_id: int, jeune: str, details: dict[str, object]) -> None:
    journaliser(acteur, f"projet.{acte}", objet=jeune or SERVICE, dispositif_id=dispositif_id, details=details)
