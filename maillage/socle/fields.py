"""Model fields and defaults shared by contexts."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def nouvel_identifiant() -> str:
    """Return a random public identifier of 12 characters without ambiguous letters (60 bits): it says nothing of the person or thing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))
