"""What the acts on a dossier share: the right of a side, the lock, the version, the state and its deadline, the journal."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.attentes import echeance_de
from maillage.reconnaissance.domain.erreurs import Conflit, ErreurReconnaissance
from maillage.reconnaissance.domain.etats import TRANSITIONS, ActeDossier, Partie, suivant
from maillage.reconnaissance.models import DossierReconnaissance
from maillage.reconnaissance.permissions import exiger
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

DEJA_CHANGE = "Quelqu'un d'autre a agi sur ce dossier depuis que vous avez ouvert cette page : relisez-le, puis recommencez si besoin."


def prendre(acteur: Acteur, dispositif_id: int, partie: Partie, *, version: int | None = None) -> DossierReconnaissance:
    """Lock the dossier for this transaction. Raises PermissionDenied, ErreurReconnaissance without dossier, Conflit on another version."""
    exiger(acteur, dispositif_id, partie)
    dossiers = DossierReconnaissance.objects.select_for_update().filter(dispositif_id=dispositif_id)
    dossier = dossiers.first()
    if dossier is None:
        raise ErreurReconnaissance("Aucun dossier n'est ouvert pour ce dispositif.")
    if version is not None and version != dossier.version:
        raise Conflit(DEJA_CHANGE)
    return dossier


def agir(acteur: Acteur, dispositif_id: int, acte: ActeDossier, *, version: int | None) -> DossierReconnaissance:
    """Lock the dossier and put it, unsaved, in the state that the act leads to, with its deadline and its next version."""
    dossier = prendre(acteur, dispositif_id, TRANSITIONS[acte].partie, version=version)
    aujourd_hui = timezone.localdate()
    etat = suivant(dossier.etat, acte)
    dossier.etat, dossier.etat_depuis = etat, aujourd_hui
    dossier.echeance = echeance_de(etat, aujourd_hui, referentiels.reglages(aujourd_hui))
    dossier.version += 1
    return dossier


def exiger_texte(texte: str, champ: str, message: str) -> str:
    """Return the words without their margins; raise ErreurReconnaissance when there are none."""
    if not texte.strip():
        raise ErreurReconnaissance(message, champ=champ)
    return texte.strip()


def tracer(acteur: Acteur, acte: str, dossier: DossierReconnaissance, **details: Any) -> None:
    """Journal an act; `details` holds codes, never what was written."""
    journaliser(
        acteur,
        f"reconnaissance.{acte}",
        objet=f"dossier:{dossier.identifiant}",
        dispositif_id=dossier.dispositif_id,
        details=details,
    )


def tracer_prive(acteur: Acteur, acte: str, dossier: DossierReconnaissance) -> None:
    """Journal what examiners keep for themselves without the dispositif: its own journal does not even say that it happened."""
    journaliser(acteur, f"reconnaissance.{acte}", objet=f"instruction:{dossier.identifiant}")
