"""The pages of the public site: each saving is a version, an old one comes back as a new one."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from maillage.reseau import referentiels
from maillage.reseau.domain.erreurs import ConflitReseau, ErreurReseau
from maillage.reseau.models import VersionPage
from maillage.reseau.permissions import ANIMATION, exiger
from maillage.reseau.selectors.site import versions_de
from maillage.reseau.services.ecriture import tracer
from maillage.socle.acteur import Acteur


@transaction.atomic
def ecrire_page(acteur: Acteur, code: str, *, titre: str, texte: str, numero: int) -> VersionPage:
    """Write the next version of a page, as it stood at version `numero`. Raise ConflitReseau, ErreurReseau."""
    exiger(acteur, ANIMATION)
    if code not in referentiels.pages():
        raise ErreurReseau("Cette page n'existe pas.")
    versions = versions_de(code)
    derniere = versions[0] if versions else None
    if (derniere.numero if derniere else 0) != numero:
        raise ConflitReseau(derniere.ecrite_par if derniere else "")
    version = VersionPage.objects.create(
        page=code,
        numero=numero + 1,
        titre=titre.strip(),
        texte=texte.strip().replace("\r\n", "\n"),
        ecrite_par=acteur.libelle,
        ecrite_le=timezone.now(),
    )
    tracer(acteur, "ecrire_page", f"page:{code}", version=version.numero)
    return version
