"""What follows a decision: one order for each organisme, the recognition of the one dispositif, its effects, and what is ticked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.erreurs import ErreurReconnaissance
from maillage.reconnaissance.domain.etats import ActeDossier, Partie
from maillage.reconnaissance.domain.suites import ArreteSigne
from maillage.reconnaissance.models import (
    ArreteReconnaissance,
    AxeDeTravail,
    DossierReconnaissance,
    EffetReconnaissance,
)
from maillage.reconnaissance.permissions import partie_de
from maillage.reconnaissance.services.courriels import prevenir_les_porteurs
from maillage.reconnaissance.services.ecriture import agir, prendre, tracer
from maillage.socle.acteur import Acteur
from maillage.structures import selectors as structures


@transaction.atomic
def prendre_arretes(
    acteur: Acteur, dispositif: Any, *, arretes: Sequence[ArreteSigne], version: int
) -> list[ArreteReconnaissance]:
    """Record the signed order of every organisme of the dispositif: several organismes, several orders, one dispositif."""
    dossier = agir(acteur, dispositif.pk, ActeDossier.PRENDRE_ARRETE, version=version)
    aujourd_hui = timezone.localdate()
    attendus = set(dispositif.organismes.values_list("pk", flat=True))
    if {arrete.organisme_id for arrete in arretes} != attendus:
        raise ErreurReconnaissance("Il faut un arrêté pour chaque organisme gestionnaire du dispositif.")
    if any(arrete.signe_le > aujourd_hui for arrete in arretes):
        raise ErreurReconnaissance("Un arrêté ne se signe pas dans le futur : corrigez sa date.")
    tour = dossier.depots.count()
    signes = [
        ArreteReconnaissance.objects.create(
            dossier=dossier,
            organisme_id=arrete.organisme_id,
            tour=tour,
            numero=arrete.numero.strip(),
            signe_le=arrete.signe_le,
            par=acteur.libelle,
        )
        for arrete in arretes
    ]
    dossier.save()
    tracer(acteur, "prendre_arretes", dossier, tour=tour, arretes=len(signes))
    return signes


@transaction.atomic
def reconnaitre(acteur: Acteur, dispositif: Any, *, version: int) -> DossierReconnaissance:
    """Notify: the dispositif is recognised from the last signature on, and what must follow is listed."""
    dossier = agir(acteur, dispositif.pk, ActeDossier.RECONNAITRE, version=version)
    tour = dossier.depots.count()
    signatures = list(dossier.arretes.filter(tour=tour).values_list("signe_le", flat=True))
    dossier.reconnu_le = dossier.reconnu_le or max(signatures)
    dossier.motif_modification = ""
    dossier.save()
    EffetReconnaissance.objects.bulk_create(_effets(dossier, dispositif, tour, le=timezone.localdate()))
    tracer(acteur, "reconnaitre", dossier, tour=tour)
    prevenir_les_porteurs(acteur, dossier, "reconnu", cle=str(tour))
    return dossier


def _effets(
    dossier: DossierReconnaissance, dispositif: Any, tour: int, *, le: dt.date
) -> Iterator[EffetReconnaissance]:
    partenarial = dispositif.organismes.count() > 1
    etablissements = structures.etablissements_du_dispositif(dispositif.pk, le, le)
    finess = [f"{e.finess}, {e.nom}"[:200] for e in etablissements if e.finess]
    for effet in referentiels.effets().values():
        if effet.partenarial and not partenarial:
            continue
        for cible in finess if effet.par_etablissement else [""]:
            yield EffetReconnaissance(
                dossier=dossier, tour=tour, code=effet.code, cible=cible, avant_le=le + dt.timedelta(days=effet.jours)
            )


@transaction.atomic
def cocher_effet(acteur: Acteur, dispositif: Any, effet_id: int, *, fait: bool) -> EffetReconnaissance:
    """Say that an effect is done, or undo it."""
    dossier = prendre(acteur, dispositif.pk, Partie.INSTRUCTEURS)
    effet = EffetReconnaissance.objects.select_for_update().filter(dossier=dossier, pk=effet_id).first()
    if effet is None:
        raise ErreurReconnaissance("Cet effet n'existe pas dans ce dossier.")
    _cocher(acteur, effet, fait=fait)
    tracer(acteur, "cocher_effet" if fait else "decocher_effet", dossier, effet=effet.code)
    return effet


@transaction.atomic
def cocher_axe(acteur: Acteur, dispositif: Any, axe_id: int, *, fait: bool) -> AxeDeTravail:
    """Say that a line of the work plan is done, or undo it; both sides may."""
    partie = partie_de(acteur, dispositif.pk)
    if partie is None:
        raise PermissionDenied("Votre rôle ne permet pas de suivre ce plan de travail.")
    dossier = prendre(acteur, dispositif.pk, partie)
    axe = AxeDeTravail.objects.select_for_update().filter(decision__dossier=dossier, pk=axe_id).first()
    if axe is None:
        raise ErreurReconnaissance("Cet axe de travail n'existe pas dans ce dossier.")
    _cocher(acteur, axe, fait=fait)
    tracer(acteur, "cocher_axe" if fait else "decocher_axe", dossier)
    return axe


def _cocher(acteur: Acteur, ligne: EffetReconnaissance | AxeDeTravail, *, fait: bool) -> None:
    ligne.fait_le = timezone.localdate() if fait else None
    ligne.fait_par = acteur.libelle if fait else ""
    ligne.save(update_fields=["fait_le", "fait_par"])
