"""What the acts on a request share: the right, the lock, the state and its deadline, the journal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.echeances import echeance_de
from maillage.appui_ressource.domain.erreurs import ErreurAppui, GesteImpossible
from maillage.appui_ressource.domain.etats import EtatAppui, Geste, suivant
from maillage.appui_ressource.models import DemandeAppui
from maillage.appui_ressource.permissions import exiger
from maillage.comptes.acteur import ActeurUtilisateur
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

DEMANDEUR = ActeurUtilisateur(identifiant=None, libelle="demandeur sans compte")
"""Who writes through a private link: nobody's name goes in the journal."""


def prendre(acteur: Acteur, dispositif_id: int, identifiant: str) -> DemandeAppui:
    """Lock a request held by the dispositif for this transaction; raise PermissionDenied, or ErreurAppui when it is not there any more."""
    exiger(acteur, dispositif_id)
    demandes = DemandeAppui.objects.select_for_update().filter(dispositif_id=dispositif_id, identifiant=identifiant)
    demande = demandes.first()
    if demande is None:
        raise ErreurAppui("Cette demande n'est pas, ou plus, dans ce dispositif.")
    if demande.effacee_le is not None:
        raise GesteImpossible("Les écrits de cette demande sont effacés : elle ne se reprend plus.")
    return demande


def passer(demande: DemandeAppui, geste: Geste, *, vers: EtatAppui | None = None) -> None:
    """Put the request, unsaved, in the state that the gesture leads to (or `vers`, when the gesture leaves a choice)."""
    arrivee = suivant(demande.etat, geste)
    mettre(demande, vers or arrivee)


def mettre(demande: DemandeAppui, etat: EtatAppui) -> None:
    """Put the request, unsaved, in a state, with the deadline that goes with it."""
    aujourd_hui = timezone.localdate()
    demande.etat, demande.etat_depuis = etat, aujourd_hui
    demande.echeance = echeance_de(etat, aujourd_hui, referentiels.reglages(aujourd_hui))


def noter_premiere_reponse(demande: DemandeAppui, maintenant: dt.datetime) -> None:
    """Remember, unsaved, the first word that the requester received."""
    if demande.premiere_reponse_le is None:
        demande.premiere_reponse_le = maintenant


def tracer(acteur: Acteur, acte: str, demande: DemandeAppui, **details: Any) -> None:
    """Journal an act on a request; `details` holds codes, never what was written."""
    journaliser(
        acteur,
        f"appui_ressource.{acte}",
        objet=f"demande:{demande.identifiant}",
        dispositif_id=demande.dispositif_id,
        details=details,
    )
