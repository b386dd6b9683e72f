"""Sharing that someone waits, without saying who: the pseudonym of a request is made, remade, and erased."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.pseudonyme import Traits, empreinte_de_cle, pseudonymiser
from maillage.parcours.models import Demande, Jeune, PseudonymeDemande
from maillage.parcours.referentiels.entree import reglages_admission
from maillage.parcours.services.ecriture import exiger, noter
from maillage.parcours.services.versions import prendre
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser


def partage_possible() -> bool:
    """Tell whether the installation has a key: without it nothing is shared."""
    return bool(settings.CLE_PSEUDONYMES)


@transaction.atomic
def partager_demande(acteur: Acteur, *, demande: Demande, famille_informee_le: date) -> Demande:
    """Let the neighbours know that this person waits here, the family being told. Raises ErreurParcours when they cannot be recognised."""
    exiger(acteur, demande.dispositif_id)
    demande = prendre(demande)
    if not partage_possible():
        raise ErreurParcours("Le partage est fermé : la clé des pseudonymes n'est pas posée sur cette installation.")
    if demande.jeune is None or not _traits(demande.jeune).complets:
        raise ErreurParcours("Il faut le nom, le prénom et la date de naissance du jeune pour le reconnaître ailleurs.")
    _poser(demande, demande.jeune, famille_informee_le)
    noter(
        acteur,
        "partager_demande",
        dispositif_id=demande.dispositif_id,
        jeune=demande.jeune,
        demande=demande.identifiant,
    )
    return demande


@transaction.atomic
def cesser_le_partage(acteur: Acteur, *, demande: Demande) -> Demande:
    """Erase the pseudonym at once: the neighbours see nothing of it any more."""
    exiger(acteur, demande.dispositif_id)
    PseudonymeDemande.objects.filter(demande=demande).delete()
    noter(
        acteur,
        "cesser_le_partage",
        dispositif_id=demande.dispositif_id,
        jeune=demande.jeune,
        demande=demande.identifiant,
    )
    return demande


def repartager(jeune: Jeune) -> None:
    """Remake the pseudonyms of someone whose identity was corrected; those that say too little now are erased."""
    for partage in PseudonymeDemande.objects.filter(jeune=jeune).select_related("demande"):
        _refaire(partage, jeune)


def repartager_demande(demande: Demande) -> None:
    """Remake the pseudonym of a request that turns out to be about someone else, or erase it when it is about nobody any more."""
    for partage in PseudonymeDemande.objects.filter(demande=demande).select_related("demande"):
        _refaire(partage, demande.jeune)


@transaction.atomic
def entretenir_partage(acteur: Acteur, *, le: date) -> tuple[int, int]:
    """Erase the pseudonyms of requests answered long ago and remake those of an older key; return how many of each.

    Without a key every pseudonym is erased.
    """
    limite = le - relativedelta(months=reglages_admission(le).partage_conservation_mois)
    perimes = Q(demande__admission__lt=limite) | Q(demande__cloture__lt=limite)
    effaces, _ = PseudonymeDemande.objects.filter(perimes if partage_possible() else Q()).delete()
    anciens = PseudonymeDemande.objects.exclude(cle=empreinte_de_cle(_cle())).select_related("demande", "jeune")
    refaits = anciens.count()
    for partage in anciens:
        _refaire(partage, partage.jeune)
    journaliser(acteur, "parcours.entretenir_partage", details={"effaces": effaces, "refaits": refaits})
    return effaces, refaits


def _refaire(partage: PseudonymeDemande, jeune: Jeune | None) -> None:
    if jeune is not None and _traits(jeune).complets and partage_possible():
        _poser(partage.demande, jeune, partage.famille_informee_le)
    else:
        partage.delete()


def _poser(demande: Demande, jeune: Jeune, famille_informee_le: date) -> None:
    pseudonymes = pseudonymiser(_cle(), _traits(jeune))
    if pseudonymes is None:
        PseudonymeDemande.objects.filter(demande=demande).delete()
        return
    PseudonymeDemande.objects.update_or_create(
        demande=demande,
        defaults={
            "jeune": jeune,
            "traits": pseudonymes.traits,
            "ins": pseudonymes.ins,
            "cle": empreinte_de_cle(_cle()),
            "famille_informee_le": famille_informee_le,
        },
    )


def _traits(jeune: Jeune) -> Traits:
    return Traits(jeune.nom, jeune.prenom, jeune.naissance, jeune.ins)


def _cle() -> bytes:
    return str(settings.CLE_PSEUDONYMES).encode()
