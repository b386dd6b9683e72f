"""Giving and taking back consent, per recipient and per field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from maillage.liaison.domain.consentement import champs_consentis
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.models import Consentement
from maillage.liaison.referentiels import destinataire as trouver_destinataire
from maillage.liaison.selectors.consentements import accords_du_jeune
from maillage.liaison.services.ecriture import exiger
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser


def donner_consentement(
    acteur: Acteur,
    *,
    jeune: Any,
    dispositif_id: int,
    destinataire: str,
    champs: Iterable[str],
    par: str,
    maintenant: datetime,
) -> list[Consentement]:
    """Allow fields to a recipient from now on. Raises ErreurLiaison for a field that no consent can open to it."""
    quoi = (jeune, dispositif_id, destinataire, frozenset(champs))
    return _changer(acteur, quoi, accorde=True, par=par, maintenant=maintenant)


def retirer_consentement(
    acteur: Acteur,
    *,
    jeune: Any,
    dispositif_id: int,
    destinataire: str,
    champs: Iterable[str],
    par: str,
    maintenant: datetime,
) -> list[Consentement]:
    """Take fields back: the next extract omits them; what was already sent stays as it was sent."""
    quoi = (jeune, dispositif_id, destinataire, frozenset(champs))
    return _changer(acteur, quoi, accorde=False, par=par, maintenant=maintenant)


@transaction.atomic
def _changer(
    acteur: Acteur, quoi: tuple[Any, int, str, frozenset[str]], *, accorde: bool, par: str, maintenant: datetime
) -> list[Consentement]:
    """Write one event for each field whose consent really changes."""
    jeune, dispositif_id, code, champs = quoi
    exiger(acteur, dispositif_id)
    destinataire = trouver_destinataire(code)
    if destinataire is None or not champs <= set(destinataire.sur_accord):
        raise ErreurLiaison("Cette donnée ne dépend pas d'un accord pour ce destinataire.", champ="champs")
    if not par.strip():
        raise ErreurLiaison("Écrivez qui donne ou retire son accord.", champ="par")
    deja = champs_consentis(accords_du_jeune(jeune.pk, dispositif_id), code, maintenant)
    changes = sorted(champs - deja if accorde else champs & deja)
    evenements = [
        Consentement.objects.create(
            jeune_id=jeune.pk,
            dispositif_id=dispositif_id,
            destinataire=code,
            champ=champ,
            accorde=accorde,
            par=par.strip(),
            le=maintenant,
            enregistre_par=acteur.libelle,
        )
        for champ in changes
    ]
    if not evenements:
        return []
    journaliser(
        acteur,
        "liaison.donner_consentement" if accorde else "liaison.retirer_consentement",
        dispositif_id=dispositif_id,
        jeune_id=jeune.pk,
        objet=jeune.identifiant,
        details={"destinataire": code, "champs": changes},
    )
    return evenements
