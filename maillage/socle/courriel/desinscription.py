"""Declining the mails of one nature, from a signed link at the foot of each of them."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from maillage.socle.courriel.models import Desinscription
from maillage.socle.courriel.reglages import NatureCourriel, reglages

SEL = "maillage.socle.desinscription"


def lien_de_desinscription(adresse: str, nature: str) -> str:
    """Return the whole address of the page where that recipient declines that nature."""
    jeton = signing.dumps([adresse.lower(), nature], salt=SEL, compress=True)
    return f"{settings.ADRESSE_PUBLIQUE}{reverse('socle:desinscription', args=[jeton])}"


def lire_desinscription(jeton: str) -> tuple[str, NatureCourriel] | None:
    """Return (address, nature) of a token, None when it is wrong or the nature may not be declined."""
    try:
        adresse, code = signing.loads(jeton, salt=SEL)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    nature = reglages().natures.get(code)
    return (adresse, nature) if nature and nature.desinscription else None


def desinscrire(adresse: str, nature: NatureCourriel) -> Desinscription:
    """Write that the address declines the nature: what is written to it later is given up, and shown so."""
    ecrite, _ = Desinscription.objects.get_or_create(
        adresse=adresse.lower(), nature=nature.code, defaults={"le": timezone.now()}
    )
    return ecrite


def est_desinscrit(adresse: str, nature: str) -> bool:
    return Desinscription.objects.filter(adresse=adresse.lower(), nature=nature).exists()
