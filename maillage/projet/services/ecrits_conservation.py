"""Destroying documents: proposed by retention, decided by a person, done after a delay, certified."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from maillage.projet.models import CertificatDestruction, DocumentJeune
from maillage.projet.referentiels_ecrits import reglages_conservation
from maillage.projet.selectors.ecrits_documents import DocumentEchu, documents_echus
from maillage.projet.services.ecrits_documents import tracer
from maillage.projet.services.ecrits_transmissions import exiger
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import supprimer_piece


@transaction.atomic
def decider_destruction(acteur: Acteur, *, dispositif_id: int, identifiants: Iterable[str], le: date) -> int:
    """Decide to destroy documents among those that retention proposes that day; others are left. Return how many.

    Nothing is erased yet: the files go after the delay of the settings, and until then the decision can be taken back.
    """
    exiger(acteur, "conservation", dispositif_id)
    voulus = set(identifiants)
    proposes = [echu for echu in documents_echus(acteur, dispositif_id, le=le) if echu.document.identifiant in voulus]
    jour = le + timedelta(days=reglages_conservation(le).delai_destruction_jours)
    for echu in proposes:
        document = echu.document
        document.detruire_le, document.detruire_par = jour, acteur.libelle
        document.save(update_fields=["detruire_le", "detruire_par"])
        tracer(acteur, "decider_destruction", document, jour=jour.isoformat(), motif=_motif(echu))
    return len(proposes)


@transaction.atomic
def annuler_destruction(acteur: Acteur, *, dispositif_id: int, identifiants: Iterable[str]) -> int:
    """Take back decisions that are not done yet; return how many."""
    exiger(acteur, "conservation", dispositif_id)
    decides = DocumentJeune.objects.filter(
        dispositif_id=dispositif_id, detruire_le__isnull=False, identifiant__in=set(identifiants)
    )
    repris = list(decides)
    for document in repris:
        document.detruire_le, document.detruire_par = None, ""
        document.save(update_fields=["detruire_le", "detruire_par"])
        tracer(acteur, "annuler_destruction", document)
    return len(repris)


def detruire_documents(acteur: Acteur, *, le: date) -> int:
    """Destroy what was decided for that day or before: files erased, a certificate left, one transaction per document. Return how many."""
    echus = DocumentJeune.objects.filter(detruire_le__isnull=False, detruire_le__lte=le)
    cles = list(echus.order_by("detruire_le", "pk").values_list("pk", flat=True))
    return sum(_detruire(acteur, cle, le) for cle in cles)


@transaction.atomic
def _detruire(acteur: Acteur, cle: int, le: date) -> bool:
    """Destroy one document, unless its decision was taken back meanwhile; tell whether it was."""
    decides = DocumentJeune.objects.filter(detruire_le__isnull=False, detruire_le__lte=le)
    document = decides.select_for_update(of=("self",)).select_related("jeune").filter(pk=cle).first()
    if document is None:
        return False
    versions = list(document.versions.select_related("piece"))
    CertificatDestruction.objects.create(
        dispositif_id=document.dispositif_id,
        document=document.identifiant,
        jeune=document.jeune.identifiant,
        categorie=document.categorie,
        empreintes=[version.piece.empreinte for version in versions],
        motif="retiré du dossier" if document.retire_le else "durée de conservation échue",
        decide_par=document.detruire_par,
        le=timezone.now(),
    )
    tracer(acteur, "detruire_document", document, versions=len(versions))
    document.versions.all().delete()
    document.delete()
    for version in versions:
        supprimer_piece(acteur, version.piece)
    return True


def _motif(echu: DocumentEchu) -> str:
    return "durée échue" if echu.depuis else "retiré du dossier"
