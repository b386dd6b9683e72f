"""The private link of an invitation: made again, never kept, so that a reminder carries the same link as the first mail."""

from __future__ import annotations

import base64

from django.utils.crypto import salted_hmac

from maillage.enquetes.models import InvitationEnquete

SEL = "maillage.enquetes.jeton"
OCTETS = 24


def jeton_de(invitation: InvitationEnquete) -> str:
    """Return the token, keyed by the secret of the installation."""
    digeste = salted_hmac(SEL, invitation.identifiant, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digeste[:OCTETS]).decode().rstrip("=")
