"""Making private links."""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.models import DemandeAppui, LienPrive
from maillage.appui_ressource.models.lien import UsageLien
from maillage.appui_ressource.selectors.liens import empreinte_du_jeton

PAGES = {UsageLien.SUIVI: "appui_ressource:suivi", UsageLien.EVALUATION: "appui_ressource:evaluer"}
OCTETS = 24


def nouveau_lien(demande: DemandeAppui, usage: UsageLien) -> str:
    """Make a private link and return its whole address; only the hash of the token is kept."""
    maintenant = timezone.now()
    reglages = referentiels.reglages(timezone.localdate(maintenant))
    jours = {UsageLien.SUIVI: reglages.lien_jours, UsageLien.EVALUATION: reglages.lien_evaluation_jours}[usage]
    jeton = secrets.token_urlsafe(OCTETS)
    LienPrive.objects.filter(demande=demande, expire_le__lte=maintenant).delete()
    LienPrive.objects.create(
        demande=demande,
        usage=usage,
        empreinte=empreinte_du_jeton(jeton),
        expire_le=maintenant + dt.timedelta(days=jours),
    )
    return f"{settings.ADRESSE_PUBLIQUE}{reverse(PAGES[usage], args=[jeton])}"
