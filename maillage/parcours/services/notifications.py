"""MDPH notifications: recorded, corrected, taken out. The count does not read them (the request has its own date)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.notification import verifier_notification
from maillage.parcours.models import Jeune, NotificationMdph
from maillage.parcours.referentiels.entree import types_notification
from maillage.parcours.services.ecriture import exiger, noter
from maillage.parcours.services.versions import ecrire_valeurs, prendre
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import FichierControle, recevoir_piece

USAGE = "parcours.notification"


@transaction.atomic
def enregistrer_notification(
    acteur: Acteur, *, jeune: Jeune, dispositif_id: int, fichier: FichierControle | None = None, **valeurs: Any
) -> NotificationMdph:
    """Record a notification; those before it stay, as the history. Raises ErreurParcours (dates, half an agreement)."""
    exiger(acteur, dispositif_id)
    notification = NotificationMdph(jeune=jeune, **valeurs)
    _verifier(notification)
    if fichier is not None:
        notification.piece = recevoir_piece(
            acteur, fichier, usage=USAGE, dispositif_id=dispositif_id, jeune_id=jeune.pk
        )
    notification.save()
    noter(
        acteur,
        "enregistrer_notification",
        dispositif_id=dispositif_id,
        jeune=jeune,
        notification=notification.identifiant,
        type=notification.type,
        fin=notification.fin or "",
    )
    return notification


@transaction.atomic
def modifier_notification(
    acteur: Acteur,
    *,
    notification: NotificationMdph,
    dispositif_id: int,
    fichier: FichierControle | None = None,
    version: int | None = None,
    **valeurs: Any,
) -> NotificationMdph:
    """Correct a notification; a new file takes the place of the former. The journal names the fields, not their content."""
    exiger(acteur, dispositif_id)
    notification = prendre(notification)
    _verifier(NotificationMdph(jeune_id=notification.jeune_id, **{**_champs(notification, valeurs), **valeurs}))
    modifies = ecrire_valeurs(notification, valeurs, version=version)
    if fichier is not None:
        notification.piece = recevoir_piece(
            acteur, fichier, usage=USAGE, dispositif_id=dispositif_id, jeune_id=notification.jeune_id
        )
        notification.save(update_fields=["piece"])
        modifies.append("piece")
    if modifies:
        _noter(acteur, "modifier_notification", notification, dispositif_id, champs=",".join(modifies))
    return notification


@transaction.atomic
def retirer_notification(
    acteur: Acteur, *, notification: NotificationMdph, dispositif_id: int, le: date
) -> NotificationMdph:
    """Take out one entered by mistake: it stays in the history, crossed out."""
    exiger(acteur, dispositif_id)
    notification = prendre(notification)
    ecrire_valeurs(notification, {"retiree_le": le}, version=None)
    _noter(acteur, "retirer_notification", notification, dispositif_id)
    return notification


@transaction.atomic
def retablir_notification(acteur: Acteur, *, notification: NotificationMdph, dispositif_id: int) -> NotificationMdph:
    """Put back one that was taken out."""
    exiger(acteur, dispositif_id)
    notification = prendre(notification)
    ecrire_valeurs(notification, {"retiree_le": None}, version=None)
    _noter(acteur, "retablir_notification", notification, dispositif_id)
    return notification


def _verifier(notification: NotificationMdph) -> None:
    if notification.type not in types_notification():
        raise ErreurParcours("Choisissez un type de la liste.", champ="type")
    verifier_notification(
        debut=notification.debut,
        fin=notification.fin,
        accord_le=notification.accord_le,
        accord_par=notification.accord_par,
    )


def _champs(notification: NotificationMdph, valeurs: dict[str, Any]) -> dict[str, Any]:
    """What the correction leaves as it is, among what is checked."""
    lus = ("type", "decision", "debut", "fin", "accord_le", "accord_par")
    return {nom: getattr(notification, nom) for nom in lus if nom not in valeurs}


def _noter(acteur: Acteur, acte: str, notification: NotificationMdph, dispositif_id: int, **details: Any) -> None:
    noter(
        acteur,
        acte,
        dispositif_id=dispositif_id,
        jeune=notification.jeune,
        notification=notification.identifiant,
        **details,
    )
