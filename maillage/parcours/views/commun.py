"""Finding the young person of the address, and whether their sections are open."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from maillage.parcours.models import Jeune
from maillage.parcours.selectors.fiche import jeune_visible
from maillage.parcours.selectors.sections import exiger_section
from maillage.socle.requete import Requete


def trouver_jeune(request: Requete, identifiant: str, *, section: str = "") -> Jeune:
    """Return the young person of the address, 404 outside the dispositif, 403 when `section` of the file is closed to the person."""
    try:
        jeune = jeune_visible(request.acteur, request.dispositif, identifiant)
    except Jeune.DoesNotExist as absent:
        raise Http404("Aucun jeune de cet identifiant dans ce dispositif.") from absent
    if section:
        exiger_section(request.acteur, jeune.pk, section, dispositif_id=request.dispositif.pk, le=timezone.localdate())
    return jeune
