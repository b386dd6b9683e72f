"""From a private link to the request it opens."""

from __future__ import annotations

import datetime as dt
import hashlib

from maillage.appui_ressource.models import DemandeAppui, LienPrive


def empreinte_du_jeton(jeton: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(jeton.encode()).hexdigest()


def demande_du_lien(jeton: str, usage: str, *, maintenant: dt.datetime) -> DemandeAppui | None:
    """Return the request that a living link of that use opens, None for an unknown or expired one (1 query)."""
    liens = LienPrive.objects.filter(empreinte=empreinte_du_jeton(jeton), usage=usage, expire_le__gt=maintenant)
    lien = liens.select_related("demande__dispositif", "demande__commune").first()
    return lien.demande if lien else None
