"""A FHIR bundle deposited on a page: previewed, then taken or left. Its bytes are erased as soon as someone has decided."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from django.db import transaction

from maillage.agenda.domain.etat import DispositifVise
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.fhir.controle import issue
from maillage.echanges.lots import lire_lot
from maillage.echanges.models import EtatLot, LotFhir, NatureLot
from maillage.echanges.services.fhir import RapportFhir, exiger, importer_fhir
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser

DEJA_DECIDE = "Ce lot est déjà repris ou abandonné : déposez-le à nouveau pour recommencer."


def deposer_lot(acteur: Acteur, dispositif: DispositifVise, *, nom: str, octets: bytes) -> LotFhir:
    """Preview a bundle and keep it for the decision; a refused one keeps only its faults. Raises LotIllisible, PermissionDenied."""
    exiger(acteur, dispositif, Acces.ECRITURE)
    rapport = importer_fhir(acteur, dispositif, lire_lot(octets), essai=True)
    return LotFhir.objects.create(
        dispositif_id=dispositif.pk,
        nom_fichier=nom[:200],
        empreinte=hashlib.sha256(octets).hexdigest(),
        contenu=None if rapport.refuse else zlib.compress(octets),
        etat=EtatLot.REFUSE if rapport.refuse else EtatLot.A_CONFIRMER,
        depose_par=acteur.libelle,
        rapport=_ecrire(rapport),
    )


@transaction.atomic
def reprendre_lot(acteur: Acteur, dispositif: DispositifVise, *, identifiant: str) -> LotFhir:
    """Take a previewed bundle; facts that moved since may refuse it. Raises ErreurEchange, PermissionDenied."""
    lot = _a_decider(acteur, dispositif, identifiant)
    rapport = importer_fhir(acteur, dispositif, lire_lot(zlib.decompress(bytes(lot.contenu or b""))), essai=False)
    lot.rapport, lot.contenu = _ecrire(rapport), None
    lot.etat = EtatLot.REFUSE if rapport.refuse else EtatLot.REPRIS
    lot.gardes = [] if rapport.refuse else list(rapport.gardes)
    lot.save(update_fields=["rapport", "contenu", "etat", "gardes"])
    return lot


@transaction.atomic
def abandonner_lot(acteur: Acteur, dispositif: DispositifVise, *, identifiant: str) -> LotFhir:
    """Leave a previewed bundle: nothing was written, its bytes are erased. Raises ErreurEchange, PermissionDenied."""
    lot = _a_decider(acteur, dispositif, identifiant)
    lot.contenu, lot.etat = None, EtatLot.ABANDONNE
    lot.save(update_fields=["contenu", "etat"])
    journaliser(acteur, "echanges.abandonner_fhir", objet=identifiant, dispositif_id=dispositif.pk)
    return lot


def _a_decider(acteur: Acteur, dispositif: DispositifVise, identifiant: str) -> LotFhir:
    exiger(acteur, dispositif, Acces.ECRITURE)
    lots = LotFhir.objects.select_for_update().filter(dispositif_id=dispositif.pk, nature=NatureLot.TDDUI)
    lot = lots.filter(identifiant=identifiant).first()
    if lot is None or lot.etat != EtatLot.A_CONFIRMER:
        raise ErreurEchange(DEJA_DECIDE)
    return lot


def _ecrire(rapport: RapportFhir) -> dict[str, Any]:
    return {
        "bilans": [
            {"nature": b.nature, "crees": b.crees, "modifies": b.modifies, "identiques": b.identiques}
            for b in rapport.bilans
        ],
        "fautes": [{"chemin": f.chemin, "message": f.message, "bloquante": f.bloquante} for f in rapport.fautes],
        "laisses": list(rapport.laisses),
        "gardes": len(rapport.gardes),
        "issue": issue(rapport.fautes),
    }
