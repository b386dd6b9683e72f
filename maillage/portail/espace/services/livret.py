"""The livret is published version after version, and the space is set; two people at once is a conflict, shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.portail.models import ReglageEspace, VersionLivret
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser


class ConflitDeVersion(ValueError):  # noqa: N818
    """Someone published, or set, in between: nothing is written."""


def publier_livret(
    acteur: Acteur, *, dispositif_id: int, texte: str, note: str, numero_lu: int, maintenant: datetime
) -> VersionLivret:
    """Publish the next version of the livret. `numero_lu` is the version that was on the screen; raises ConflitDeVersion if there is a later one."""
    _exiger(acteur, dispositif_id)
    derniere = VersionLivret.objects.filter(dispositif_id=dispositif_id).first()
    if (derniere.numero if derniere else 0) != numero_lu:
        raise ConflitDeVersion
    try:
        with transaction.atomic():
            version = VersionLivret.objects.create(
                dispositif_id=dispositif_id,
                numero=numero_lu + 1,
                texte=texte,
                note=note,
                publie_le=maintenant,
                publie_par=acteur.libelle,
            )
            _journaliser(acteur, "portail.publier_livret", dispositif_id, {"numero": version.numero})
    except IntegrityError as erreur:
        raise ConflitDeVersion from erreur
    return version


@transaction.atomic
def regler_espace(acteur: Acteur, *, dispositif_id: int, version_lue: int, **valeurs: Any) -> ReglageEspace:
    """Set how the space speaks (`tutoiement`, `nom_usage`, `contact`). Raises ConflitDeVersion if it was set in between."""
    _exiger(acteur, dispositif_id)
    reglage, _ = ReglageEspace.objects.select_for_update().get_or_create(dispositif_id=dispositif_id)
    if reglage.version != version_lue:
        raise ConflitDeVersion
    for nom, valeur in valeurs.items():
        setattr(reglage, nom, valeur)
    reglage.version += 1
    reglage.save()
    _journaliser(acteur, "portail.regler_espace", dispositif_id, {"tutoiement": reglage.tutoiement})
    return reglage


def _exiger(acteur: Acteur, dispositif_id: int) -> None:
    if not acteur.peut("familles", Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Vous ne réglez pas l'espace des familles dans ce dispositif.")


def _journaliser(acteur: Acteur, acte: str, dispositif_id: int, details: dict[str, Any]) -> None:
    journaliser(acteur, acte, dispositif_id=dispositif_id, details=details)
