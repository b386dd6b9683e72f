"""A file deposited, or the answer of the server: previewed, then taken or left. Its bytes are erased as soon as someone has decided."""

from __future__ import annotations

import hashlib
import json
import zlib
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.etat import DispositifVise
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.lots import lire_lot
from maillage.echanges.models import EtatLot, LotFhir, NatureLot, SourceOrientation
from maillage.echanges.sdo.client import ServeurIndisponible, serveur_de
from maillage.echanges.sdo.selectors import finess_du_dispositif
from maillage.echanges.sdo.services import SOURCE_SERVEUR, derniere_lecture, exiger, importer_sdo
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

DEJA_DECIDE = "Cette réception est déjà reprise ou abandonnée : recommencez-la."
SANS_SERVEUR = "Aucun serveur de suivi des orientations n'est réglé pour les établissements de ce dispositif."


def deposer_fichier(acteur: Acteur, dispositif: DispositifVise, *, nom: str, octets: bytes) -> LotFhir:
    """Preview a file and keep it for the decision; a refused one keeps only its faults. Raises LotIllisible, PermissionDenied."""
    exiger(acteur, dispositif)
    return _deposer(acteur, dispositif, nom, octets, SourceOrientation.FICHIER)


def interroger_serveur(acteur: Acteur, dispositif: DispositifVise) -> LotFhir:
    """Read the server and keep its answer for the decision. Raises ErreurEchange when it cannot be read: nothing changed, ask again later."""
    exiger(acteur, dispositif)
    serveur = serveur_de(finess_du_dispositif(dispositif.pk))
    if serveur is None:
        raise ErreurEchange(SANS_SERVEUR)
    depuis = derniere_lecture(dispositif)
    instant = timezone.make_aware(datetime.combine(depuis, time()))
    try:
        lot = serveur.lire(decisions_depuis=depuis.isoformat(), statuts_depuis=instant.isoformat())
    except ServeurIndisponible as echec:
        raise ErreurEchange(
            f"Le serveur de suivi des orientations n'a pas pu être lu : {echec}. Rien n'a changé ici, réessayez plus tard."
        ) from echec
    return _deposer(acteur, dispositif, SOURCE_SERVEUR, json.dumps(lot).encode(), SourceOrientation.SERVEUR)


def _deposer(acteur: Acteur, dispositif: DispositifVise, nom: str, octets: bytes, source: SourceOrientation) -> LotFhir:
    rapport = importer_sdo(acteur, dispositif, lire_lot(octets), essai=True, source=source)
    return LotFhir.objects.create(
        dispositif_id=dispositif.pk,
        nature=NatureLot.SDO,
        nom_fichier=nom[:200],
        empreinte=hashlib.sha256(octets).hexdigest(),
        contenu=None if rapport.refuse else zlib.compress(octets),
        etat=EtatLot.REFUSE if rapport.refuse else EtatLot.A_CONFIRMER,
        depose_par=acteur.libelle,
        rapport=rapport.en_donnees(),
    )


@transaction.atomic
def reprendre_reception(acteur: Acteur, dispositif: DispositifVise, *, identifiant: str) -> LotFhir:
    """Take a previewed reception. Raises ErreurEchange, PermissionDenied."""
    lot = _a_decider(acteur, dispositif, identifiant)
    source = SourceOrientation.SERVEUR if lot.nom_fichier == SOURCE_SERVEUR else SourceOrientation.FICHIER
    contenu = lire_lot(zlib.decompress(bytes(lot.contenu or b"")))
    rapport = importer_sdo(acteur, dispositif, contenu, essai=False, source=source)
    lot.rapport, lot.contenu = rapport.en_donnees(), None
    lot.etat = EtatLot.REFUSE if rapport.refuse else EtatLot.REPRIS
    lot.save(update_fields=["rapport", "contenu", "etat"])
    return lot


@transaction.atomic
def abandonner_reception(acteur: Acteur, dispositif: DispositifVise, *, identifiant: str) -> LotFhir:
    """Leave a previewed reception: nothing was written, its bytes and the names of its preview are erased."""
    lot = _a_decider(acteur, dispositif, identifiant)
    lot.contenu, lot.etat, lot.rapport = None, EtatLot.ABANDONNE, {}
    lot.save(update_fields=["contenu", "etat", "rapport"])
    journaliser(acteur, "echanges.abandonner_sdo", objet=identifiant, dispositif_id=dispositif.pk)
    return lot


def _a_decider(acteur: Acteur, dispositif: DispositifVise, identifiant: str) -> LotFhir:
    exiger(acteur, dispositif)
    lots = LotFhir.objects.select_for_update().filter(dispositif_id=dispositif.pk, nature=NatureLot.SDO)
    lot = lots.filter(identifiant=identifiant).first()
    if lot is None or lot.etat != EtatLot.A_CONFIRMER:
        raise ErreurEchange(DEJA_DECIDE)
    return lot
