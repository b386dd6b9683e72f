"""Mails to requesters: written down first, sent after the transaction, kept until they leave."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.echeances import premiere_reponse_promise
from maillage.appui_ressource.models import CourrielAppui, DemandeAppui
from maillage.appui_ressource.models.courriel import UsageLien
from maillage.appui_ressource.services.liens import nouveau_lien

ESSAIS_MAX = 20
JOURNAL = logging.getLogger(__name__)


@dataclass(frozen=True)
class ModeleCourriel:
    """A mail: its subject and what its private link opens. Its words are in templates/appui_ressource/courriels/."""

    sujet: str
    usage: UsageLien = UsageLien.SUIVI


MODELES = {
    "accuse": ModeleCourriel("Votre demande d'appui est arrivée"),
    "message": ModeleCourriel("Un message à propos de votre demande d'appui"),
    "transmise": ModeleCourriel("Votre demande d'appui est transmise"),
    "refusee": ModeleCourriel("Réponse à votre demande d'appui"),
    "evaluation": ModeleCourriel("Que faites-vous de différent maintenant ?", UsageLien.EVALUATION),
}


def ecrire_au_demandeur(demande: DemandeAppui, modele: str) -> None:
    """Write down a mail; it leaves once the transaction is committed, or at a next try."""
    courriel = CourrielAppui.objects.create(demande=demande, modele=modele, cree_le=timezone.now())
    transaction.on_commit(partial(_envoyer, courriel.pk))


def envoyer_courriels() -> int:
    """Send every mail that waits; return how many left."""
    en_attente = CourrielAppui.objects.filter(envoye_le__isnull=True, essais__lt=ESSAIS_MAX)
    return sum(_envoyer(cle) for cle in list(en_attente.values_list("pk", flat=True)))


def _envoyer(cle: int) -> bool:
    """Send one mail unless someone else did; a server that does not answer leaves it waiting."""
    pris = CourrielAppui.objects.filter(pk=cle, envoye_le__isnull=True).update(essais=F("essais") + 1)
    courriel = CourrielAppui.objects.select_related("demande__dispositif", "demande__commune").get(pk=cle)
    if not pris:
        return False
    try:
        with transaction.atomic():
            _poster(courriel)
    except (OSError, SMTPException):
        JOURNAL.warning("Un courriel d'appui-ressource attend : le serveur de courriel ne répond pas.")
        return False
    return True


def _poster(courriel: CourrielAppui) -> None:
    demande, modele = courriel.demande, MODELES[courriel.modele]
    depot = timezone.localdate(demande.deposee_le)
    contexte = {
        "demande": demande,
        "lien": nouveau_lien(demande, modele.usage),
        "promise": premiere_reponse_promise(depot, referentiels.reglages(depot)),
        "jours": referentiels.reglages(depot).lien_jours,
        "changements": referentiels.choix("changements"),
    }
    corps = render_to_string(f"appui_ressource/courriels/{courriel.modele}.txt", contexte)
    send_mail(modele.sujet, corps, None, [demande.courriel])
    courriel.envoye_le = timezone.now()
    courriel.save(update_fields=["envoye_le"])
