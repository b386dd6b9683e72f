"""A FHIR bundle received from a page or a server: previewed, then taken or left. Its bytes are erased as soon as someone has decided."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from maillage.agenda.domain.etat import DispositifVise
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.fhir.controle import issue
from maillage.echanges.lots import lire_lot
from maillage.echanges.models import EtatLot, LotFhir, NatureLot, SourceOrientation
from maillage.echanges.sdo.services import SOURCE_SERVEUR, importer_sdo
from maillage.echanges.sdo.services import exiger as exiger_sdo
from maillage.echanges.services.fhir import RapportFhir, importer_fhir
from maillage.echanges.services.fhir import exiger as exiger_fhir
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser

DEJA_DECIDE = "C'est déjà repris ou abandonné : recevez ce lot à nouveau pour recommencer."


@dataclass(frozen=True)
class _Lecture:
    """What reading a bundle did, or would do, whatever it holds."""

    refuse: bool
    rapport: dict[str, Any]
    gardes: tuple[Any, ...] = ()


def exiger(acteur: Acteur, dispositif: DispositifVise, nature: NatureLot) -> None:
    """Raise PermissionDenied unless the person may receive such bundles."""
    if nature == NatureLot.SDO:
        exiger_sdo(acteur, dispositif)
    else:
        exiger_fhir(acteur, dispositif, Acces.ECRITURE)


def deposer_lot(acteur: Acteur, dispositif: DispositifVise, nature: NatureLot, *, nom: str, octets: bytes) -> LotFhir:
    """Preview a bundle and keep it for the decision; a refused one keeps only its faults. Raises LotIllisible, PermissionDenied."""
    exiger(acteur, dispositif, nature)
    lot = LotFhir(dispositif_id=dispositif.pk, nature=nature, nom_fichier=nom[:200], depose_par=acteur.libelle)
    lu = _lire(acteur, dispositif, lot, octets, essai=True)
    lot.empreinte, lot.rapport = hashlib.sha256(octets).hexdigest(), lu.rapport
    lot.contenu = None if lu.refuse else zlib.compress(octets)
    lot.etat = EtatLot.REFUSE if lu.refuse else EtatLot.A_CONFIRMER
    lot.save()
    return lot


@transaction.atomic
def reprendre_lot(acteur: Acteur, dispositif: DispositifVise, nature: NatureLot, *, identifiant: str) -> LotFhir:
    """Take a previewed bundle; facts that moved since may refuse it. Raises ErreurEchange, PermissionDenied."""
    lot = _a_decider(acteur, dispositif, nature, identifiant)
    lu = _lire(acteur, dispositif, lot, zlib.decompress(bytes(lot.contenu or b"")), essai=False)
    lot.rapport, lot.contenu = lu.rapport, None
    lot.etat = EtatLot.REFUSE if lu.refuse else EtatLot.REPRIS
    lot.gardes = [] if lu.refuse else list(lu.gardes)
    lot.save(update_fields=["rapport", "contenu", "etat", "gardes"])
    return lot


@transaction.atomic
def abandonner_lot(acteur: Acteur, dispositif: DispositifVise, nature: NatureLot, *, identifiant: str) -> LotFhir:
    """Leave a previewed bundle: nothing was written, its bytes are erased, with the names that a preview of orientations holds."""
    lot = _a_decider(acteur, dispositif, nature, identifiant)
    lot.contenu, lot.etat = None, EtatLot.ABANDONNE
    if nature == NatureLot.SDO:
        lot.rapport = {}
    lot.save(update_fields=["contenu", "etat", "rapport"])
    action = "echanges.abandonner_sdo" if nature == NatureLot.SDO else "echanges.abandonner_fhir"
    journaliser(acteur, action, objet=identifiant, dispositif_id=dispositif.pk)
    return lot


def _a_decider(acteur: Acteur, dispositif: DispositifVise, nature: NatureLot, identifiant: str) -> LotFhir:
    exiger(acteur, dispositif, nature)
    lots = LotFhir.objects.select_for_update().filter(dispositif_id=dispositif.pk, nature=nature)
    lot = lots.filter(identifiant=identifiant).first()
    if lot is None or lot.etat != EtatLot.A_CONFIRMER:
        raise ErreurEchange(DEJA_DECIDE)
    return lot


def _lire(acteur: Acteur, dispositif: DispositifVise, lot: LotFhir, octets: bytes, *, essai: bool) -> _Lecture:
    contenu = lire_lot(octets)
    if lot.nature == NatureLot.SDO:
        source = SourceOrientation.SERVEUR if lot.nom_fichier == SOURCE_SERVEUR else SourceOrientation.FICHIER
        recu = importer_sdo(acteur, dispositif, contenu, essai=essai, source=source)
        return _Lecture(recu.refuse, recu.en_donnees())
    rapport = importer_fhir(acteur, dispositif, contenu, essai=essai)
    return _Lecture(rapport.refuse, _ecrire(rapport), tuple(rapport.gardes))


def _ecrire(rapport: RapportFhir) -> dict[str, Any]:
    return {
        "bilans": [
            {"nature": b.nature, "crees": b.crees, "modifies": b.modifies, "identiques": b.identiques}
            for b in rapport.bilans
        ],
        "fautes": [asdict(faute) for faute in rapport.fautes],
        "laisses": list(rapport.laisses),
        "gardes": len(rapport.gardes),
        "issue": issue(rapport.fautes),
    }
