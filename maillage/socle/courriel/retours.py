"""Mails that came back: delivery reports (RFC 3464) read in a mailbox, each tied to the mail that it speaks of by its Message-ID.

Only a report that says « failed » counts: « delayed » and « relayed » say nothing for good. Reading the same mailbox again changes nothing.
"""

from __future__ import annotations

import mailbox
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path

from maillage.socle.acteur import ActeurSysteme
from maillage.socle.courriel.envoi import identifiant_de_message
from maillage.socle.courriel.models import Courriel, EtatCourriel
from maillage.socle.courriel.services import noter_rejet

ECHOUE = "failed"
MOTIFS = {
    "5.1": "adresse inconnue",
    "5.2": "boîte aux lettres pleine ou fermée",
    "5.3": "message trop lourd, ou refusé par son service",
    "5.4": "serveur introuvable",
    "5.7": "message refusé par une règle de sécurité",
    "4": "serveur resté injoignable",
}
"""By the beginning of the status (RFC 3463)."""
SANS_MOTIF = "refus sans raison donnée"


@dataclass(frozen=True)
class RetourLu:
    """What a report says: of which mail, and why, in words."""

    message_id: str
    motif: str


@dataclass(frozen=True)
class BilanRetours:
    """How many reports were noted, already known, about a mail that is not ours, and how many messages were no report of failure."""

    notes: int = 0
    deja: int = 0
    inconnus: int = 0
    ignores: int = 0


def lire_boite(chemin: Path) -> Iterator[EmailMessage]:
    """Yield the messages of a Maildir (a folder), or of an mbox (a file); nothing is removed. Raises FileNotFoundError."""
    if not chemin.exists():
        raise FileNotFoundError(chemin)
    boite: mailbox.Mailbox[mailbox.Message] = (
        mailbox.Maildir(chemin, create=False) if chemin.is_dir() else mailbox.mbox(chemin, create=False)
    )
    try:
        for cle in boite.iterkeys():
            message = message_from_bytes(boite.get_bytes(cle), policy=policy.default)
            if isinstance(message, EmailMessage):
                yield message
    finally:
        boite.close()


def retour_de(message: Message) -> RetourLu | None:
    """Return what a delivery report says, None for any other message, or for one that announces no failure."""
    parties = list(message.walk())
    blocs = [
        bloc for partie in parties if partie.get_content_type() == "message/delivery-status" for bloc in _blocs(partie)
    ]
    echecs = [bloc for bloc in blocs if str(bloc.get("Action", "")).strip().lower() == ECHOUE]
    origines = [identifiant for partie in parties if (identifiant := _origine(partie))]
    if not echecs or not origines:
        return None
    return RetourLu(origines[0], _motif(str(echecs[0].get("Status", "")).strip()))


def noter_retours(messages: Iterable[Message]) -> BilanRetours:
    """Note as returned every mail that a report of failure names (1 query for all, then a few for each one noted)."""
    acteur = ActeurSysteme("retours de courriels")
    partis = Courriel.objects.filter(etat__in=(EtatCourriel.ENVOYE, EtatCourriel.ABANDONNE))
    connus = {identifiant_de_message(cle): (cle, etat) for cle, etat in partis.values_list("cle", "etat")}
    notes = deja = inconnus = ignores = 0
    for message in messages:
        retour = retour_de(message)
        trouve = connus.get(retour.message_id.strip("<> ").partition("@")[0]) if retour else None
        if retour is None:
            ignores += 1
        elif trouve is None:
            inconnus += 1
        elif trouve[1] == EtatCourriel.ABANDONNE:
            deja += 1
        else:
            noter_rejet(trouve[0], retour.motif, acteur=acteur)
            connus[identifiant_de_message(trouve[0])] = (trouve[0], EtatCourriel.ABANDONNE)
            notes += 1
    return BilanRetours(notes, deja, inconnus, ignores)


def _blocs(partie: Message) -> list[Message]:
    """The blocks of a delivery status: one for the message, one for each recipient."""
    contenu = partie.get_payload()
    return [bloc for bloc in contenu if isinstance(bloc, Message)] if isinstance(contenu, list) else []


def _origine(partie: Message) -> str:
    """The Message-ID of the mail given back, whole or by its headers alone."""
    if partie.get_content_type() == "text/rfc822-headers":
        octets = partie.get_payload(decode=True)
        return str(message_from_bytes(octets).get("Message-ID", "")) if isinstance(octets, bytes) else ""
    if partie.get_content_type() != "message/rfc822":
        return ""
    contenu = partie.get_payload()
    return str(contenu[0].get("Message-ID", "")) if isinstance(contenu, list) and contenu else ""  # type: ignore[union-attr]


def _motif(statut: str) -> str:
    mots = next((mots for debut, mots in MOTIFS.items() if statut.startswith(debut)), SANS_MOTIF)
    return f"{mots} ({statut})" if statut else mots
