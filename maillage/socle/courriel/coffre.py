"""What only the recipient of a mail may read, encrypted at rest while the mail waits."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

SEL = b"maillage.socle.courriel"


def fermer(secrets: Mapping[str, str]) -> str:
    """Return the values encrypted with a key drawn from that of the server; empty when there is none."""
    return _serrure().encrypt(json.dumps(dict(secrets)).encode()).decode() if secrets else ""


def ouvrir(coffre: str) -> dict[str, str]:
    """Return the values; raises ValueError when the key of the server has changed since."""
    if not coffre:
        return {}
    try:
        valeurs: dict[str, str] = json.loads(_serrure().decrypt(coffre.encode()))
    except InvalidToken as refus:
        raise ValueError("La clé du serveur a changé depuis : ce courriel doit être écrit de nouveau.") from refus
    return valeurs


def _serrure() -> Fernet:
    cle = hashlib.scrypt(settings.SECRET_KEY.encode(), salt=SEL, n=2**10, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(cle))
