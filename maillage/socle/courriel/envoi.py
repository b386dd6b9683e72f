"""Sending: one mail at a time, taken under a mark so that nobody sends it twice; what fails waits longer and longer, then is shown."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from maillage.socle.courriel import coffre
from maillage.socle.courriel.desinscription import lien_de_desinscription
from maillage.socle.courriel.gabarits import demasquer
from maillage.socle.courriel.models import Courriel, EtatCourriel
from maillage.socle.courriel.reglages import nature_connue, reglages

JOURNAL = logging.getLogger(__name__)
ATTENTE = (EtatCourriel.A_ENVOYER, EtatCourriel.ECHEC)
INTERROMPU = (
    "L'envoi a été interrompu : ce courriel est peut-être parti. Demandez au destinataire avant de le relancer."
)
REFUS_DEFINITIF = 500
PAR_PASSE = 500


def envoyer_un(cle: int) -> bool:
    """Send one mail if its time has come and nobody else has taken it; return whether it left."""
    maintenant = timezone.now()
    pris = _a_envoyer(maintenant).filter(pk=cle).update(pris_le=maintenant, essais=F("essais") + 1)
    if not pris:
        return False
    courriel = Courriel.objects.get(pk=cle)
    try:
        _poster(courriel)
    except (OSError, SMTPException, ValueError) as erreur:
        JOURNAL.warning("Un courriel attend : %s", type(erreur).__name__)
        _noter_echec(courriel, erreur, maintenant)
        return False
    Courriel.objects.filter(pk=cle).update(
        etat=EtatCourriel.ENVOYE,
        envoye_le=timezone.now(),
        prochain_essai=None,
        pris_le=None,
        secrets=courriel.secrets if settings.DEMONSTRATION else "",
        erreur="",
    )
    return True


def envoyer_en_attente() -> int:
    """Send every mail whose time has come; return how many left. A sending begun long ago and never finished is shown, not done again."""
    maintenant = timezone.now()
    Courriel.objects.filter(etat__in=ATTENTE, pris_le__lt=maintenant - reglages().interruption).update(
        etat=EtatCourriel.ABANDONNE, erreur=INTERROMPU, prochain_essai=None, pris_le=None
    )
    cles = list(_a_envoyer(maintenant).order_by("cree_le", "pk").values_list("pk", flat=True)[:PAR_PASSE])
    return sum(envoyer_un(cle) for cle in cles)


def _a_envoyer(maintenant: dt.datetime) -> QuerySet[Courriel]:
    echu = Q(prochain_essai__isnull=True) | Q(prochain_essai__lte=maintenant)
    return Courriel.objects.filter(echu, etat__in=ATTENTE, pris_le__isnull=True)


def _poster(courriel: Courriel) -> None:
    message = EmailMessage(
        courriel.objet,
        demasquer(courriel.texte, coffre.ouvrir(courriel.secrets)),
        to=[courriel.destinataire],
        headers=_entetes(courriel),
        attachments=[(piece.nom, bytes(piece.contenu), piece.type_mime) for piece in courriel.pieces.all()],
    )
    message.send()


def identifiant_de_message(cle: str) -> str:
    """Return the local part of the Message-ID of a mail."""
    return hashlib.sha256(cle.encode()).hexdigest()[:40]


def _entetes(courriel: Courriel) -> dict[str, str]:
    """The identifier depends on the key alone: a server that sees the same mail twice can tell. One click declines (RFC 8058)."""
    domaine = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "maillage"
    entetes = {"Message-ID": f"<{identifiant_de_message(courriel.cle)}@{domaine}>", "Auto-Submitted": "auto-generated"}
    if nature_connue(courriel.nature).desinscription:
        entetes["List-Unsubscribe"] = f"<{lien_de_desinscription(courriel.destinataire, courriel.nature)}>"
        entetes["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return entetes


def _noter_echec(courriel: Courriel, erreur: Exception, maintenant: dt.datetime) -> None:
    attente = None if _definitif(erreur) else reglages().attente(courriel.essais)
    Courriel.objects.filter(pk=courriel.pk).update(
        etat=EtatCourriel.ABANDONNE if attente is None else EtatCourriel.ECHEC,
        prochain_essai=None if attente is None else maintenant + attente,
        pris_le=None,
        erreur=_en_mots(erreur)[:400],
    )


def _definitif(erreur: Exception) -> bool:
    """Tell whether another try would change nothing: the server says that the address does not exist, or the text cannot be made."""
    if isinstance(erreur, SMTPRecipientsRefused):
        return all(code >= REFUS_DEFINITIF for code, _ in erreur.recipients.values())
    if isinstance(erreur, SMTPResponseException):
        return False
    return isinstance(erreur, ValueError)


def _en_mots(erreur: Exception) -> str:
    if isinstance(erreur, SMTPRecipientsRefused):
        return "Le serveur du destinataire refuse cette adresse."
    if isinstance(erreur, SMTPResponseException):
        return f"Le serveur de courriel a répondu : {erreur.smtp_code}."
    if isinstance(erreur, ValueError):
        return str(erreur)
    return "Le serveur de courriel ne répond pas."
