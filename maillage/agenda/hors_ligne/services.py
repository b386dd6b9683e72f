"""Receiving the marks of a device: each once, in the order it made them, never over what someone else wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.agenda import services
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.marques import Marque
from maillage.agenda.domain.versions import ConflitDeVersion
from maillage.agenda.hors_ligne.selectors import evenement_actuel
from maillage.agenda.models import Evenement, MarqueRecue
from maillage.agenda.selectors import lire_motif
from maillage.agenda.services.ecriture import exiger_ecriture
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

FAIT, DEJA, CONFLIT, REFUS = "fait", "deja", "conflit", "refus"
CONSERVATION = dt.timedelta(days=14)
"""How long a key is remembered: far longer than a device keeps a mark."""

Reponse = dict[str, Any]
"""`cle`, `etat` (FAIT, DEJA, CONFLIT, REFUS), `message`, and `actuel`: the événement as it is stored after that."""


def recevoir_marques(acteur: Acteur, dispositif: DispositifVise, marques: Iterable[Marque]) -> list[Reponse]:
    """Write each mark, and return what became of it; one that cannot be written does not stop the others."""
    exiger_ecriture(acteur, dispositif)
    if acteur.identifiant is None:
        raise PermissionDenied("Une marque vient d'un compte.")
    MarqueRecue.objects.filter(recue_le__lt=timezone.now() - CONSERVATION).delete()
    return [recevoir_marque(acteur, dispositif, marque) for marque in marques]


def recevoir_marque(acteur: Acteur, dispositif: DispositifVise, marque: Marque) -> Reponse:
    """Write one mark; the same key again gives the same answer and writes nothing, even sent twice at the same time."""
    deja = _deja_recue(acteur, marque)
    if deja is not None:
        return _repondre(acteur, dispositif, marque, deja)
    try:
        with transaction.atomic():
            recue = MarqueRecue.objects.create(
                cle=marque.cle,
                acteur_id=acteur.identifiant or 0,
                dispositif_id=dispositif.pk,
                recue_le=timezone.now(),
            )
            recue.reponse = _ecrire(acteur, dispositif, marque)
            recue.save(update_fields=["reponse"])
            reponse = dict(recue.reponse)
    except ConflitDeVersion as conflit:
        reponse = {"etat": CONFLIT, "message": conflit.message}
    except IntegrityError:
        reponse = _deja_recue(acteur, marque) or {"etat": REFUS, "message": "Cette marque n'a pas pu être écrite."}
    return _repondre(acteur, dispositif, marque, reponse)


def _ecrire(acteur: Acteur, dispositif: DispositifVise, marque: Marque) -> Reponse:
    """Write, refuse in words, or let ConflitDeVersion undo everything: a conflict is not remembered, it will be settled under another key."""
    evenement = Evenement.objects.filter(dispositif_id=dispositif.pk, identifiant=marque.evenement).first()
    if evenement is None:
        return {"etat": REFUS, "message": "Cet événement n'existe plus : la marque est gardée de côté."}
    presences = dict(evenement.participations_jeunes.values_list("jeune__identifiant", "presence"))
    if marque.dit_deja(evenement.statut, presences):
        return {"etat": DEJA, "message": "C'était déjà noté ainsi."}
    try:
        with transaction.atomic():
            _appliquer(acteur, dispositif, marque)
    except ConflitDeVersion:
        raise
    except ErreurAgenda as refus:
        return {"etat": REFUS, "message": refus.message}
    journaliser(
        acteur,
        "agenda.marquer_hors_ligne",
        objet=f"evenement:{marque.evenement}",
        dispositif_id=dispositif.pk,
        details={"confirme": marque.confirmer, "presences": len(marque.presences)},
    )
    return {"etat": FAIT, "message": "C'est enregistré."}


def _appliquer(acteur: Acteur, dispositif: DispositifVise, marque: Marque) -> None:
    motifs = {motif: lire_motif(dispositif.pk, motif) for _, motif in marque.presences.values()}
    exceptions = marque.exceptions(motifs)
    if marque.confirmer:
        services.confirmer_evenement(
            acteur, dispositif, identifiant=marque.evenement, exceptions=exceptions, version=marque.version
        )
        return
    version: int | None = marque.version
    for jeune, exception in exceptions.items():
        services.noter_presence(
            acteur, dispositif, identifiant=marque.evenement, jeune=jeune, exception=exception, version=version
        )
        version = None


def _deja_recue(acteur: Acteur, marque: Marque) -> Reponse | None:
    recue = MarqueRecue.objects.filter(acteur_id=acteur.identifiant or 0, cle=marque.cle).first()
    return dict(recue.reponse) if recue else None


def _repondre(acteur: Acteur, dispositif: DispositifVise, marque: Marque, reponse: Reponse) -> Reponse:
    return {**reponse, "cle": marque.cle, "actuel": evenement_actuel(acteur, dispositif, marque.evenement)}
