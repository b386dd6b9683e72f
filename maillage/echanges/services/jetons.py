"""Tokens of the API: given once, withdrawn at once."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.jetons import DUREES, portee_valide
from maillage.echanges.models import JetonApi
from maillage.echanges.selectors import empreinte_du_jeton, jetons_de
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser

PREFIXE = "mlg_"


@transaction.atomic
def creer_jeton(acteur: Acteur, *, nom: str, portee: Collection[str], jours: int) -> tuple[JetonApi, str]:
    """Return a new token and its secret, shown once. It opens nothing that its owner may not do. Raises ErreurEchange, PermissionDenied."""
    if acteur.identifiant is None:
        raise PermissionDenied("Un jeton appartient à un compte.")
    if not portee or not portee_valide(portee):
        raise ErreurEchange("Choisissez au moins une chose que ce jeton peut lire ou écrire.", champ="portee")
    for partie in portee:
        section, _, acces = partie.partition(":")
        if not acteur.peut(section, Acces(acces)):
            raise ErreurEchange(
                f"Votre rôle n'ouvre pas « {section} » : un jeton ne peut pas plus que vous.", champ="portee"
            )
    if jours not in DUREES:
        raise ErreurEchange("Choisissez une des durées proposées.", champ="jours")
    secret = PREFIXE + secrets.token_urlsafe(32)
    jeton = JetonApi.objects.create(
        empreinte=empreinte_du_jeton(secret),
        utilisateur_id=acteur.identifiant,
        nom=nom,
        portee=sorted(portee),
        expire_le=timezone.localdate() + dt.timedelta(days=jours),
    )
    journaliser(
        acteur, "echanges.creer_jeton", objet=jeton.identifiant, details={"portee": jeton.portee, "jours": jours}
    )
    return jeton, secret


@transaction.atomic
def revoquer_jeton(acteur: Acteur, *, identifiant: str) -> JetonApi:
    """Close a token of one's own. Raises ErreurEchange."""
    jeton = jetons_de(acteur).select_for_update().filter(identifiant=identifiant).first()
    if jeton is None:
        raise ErreurEchange("Ce jeton n'existe pas, ou n'est pas à vous.")
    if jeton.revoque_le is None:
        jeton.revoque_le = timezone.now()
        jeton.save(update_fields=["revoque_le"])
        journaliser(acteur, "echanges.revoquer_jeton", objet=identifiant)
    return jeton


def jeton_du_secret(secret: str) -> JetonApi | None:
    """Return the living token of a secret, noting the day it serves; None for one unknown, expired, withdrawn or whose owner is closed."""
    aujourd_hui = timezone.localdate()
    jetons = JetonApi.objects.filter(
        empreinte=empreinte_du_jeton(secret),
        revoque_le__isnull=True,
        expire_le__gte=aujourd_hui,
        utilisateur__is_active=True,
    )
    jeton = jetons.select_related("utilisateur").first()
    if jeton is not None and jeton.servi_le != aujourd_hui:
        JetonApi.objects.filter(pk=jeton.pk).update(servi_le=aujourd_hui)
    return jeton
