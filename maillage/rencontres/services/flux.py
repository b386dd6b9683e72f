"""The calendar feed of the network, by account: its address is signed, and dies with the account or its right."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.selectors import acteur_de
from maillage.socle.acteur import Acteur

SEL = "maillage.rencontres.flux"


def lien_du_flux(acteur: Acteur) -> str:
    """Return the address of the feed of an account, empty for a command."""
    if acteur.identifiant is None:
        return ""
    jeton = signing.Signer(salt=SEL).sign(str(acteur.identifiant)).replace(":", ".")
    return f"{settings.ADRESSE_PUBLIQUE}{reverse('rencontres:flux', args=[jeton])}"


def acteur_du_flux(jeton: str) -> Acteur | None:
    """Return who reads through that address, None when it is wrong or the account is closed."""
    try:
        cle = signing.Signer(salt=SEL).unsign(jeton.replace(".", ":"))
    except signing.BadSignature:
        return None
    compte = get_user_model().objects.filter(pk=int(cle), is_active=True).first()
    return acteur_de(compte, le=timezone.localdate()) if compte is not None else None
