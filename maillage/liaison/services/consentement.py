"""Giving and taking back consent, per recipient and per field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from maillage.liaison.domain.consentement import champs_consentis
from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.models import Consentement
from maillage.liaison.referentiels import destinataire as trouver_destinataire
from maillage.liaison.selectors.consentements import accords_du_jeune
from maillage.liaison.services.ecriture import exiger
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

Portee = tuple[int, int, str]
"""Young person, dispositif, code of the recipient."""


@transaction.atomic
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
    exiger(acteur, dispositif_id)
    return _changer(acteur, (jeune.pk, dispositif_id, destinataire), frozenset(champs), True, par, maintenant)


@transaction.atomic
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
    exiger(acteur, dispositif_id)
    return _changer(acteur, (jeune.pk, dispositif_id, destinataire), frozenset(champs), False, par, maintenant)


def consentir_pour_la_famille(
    acteur: Acteur, portee: Portee, champs: Iterable[str], *, par: str, maintenant: datetime
) -> list[Consentement]:
    """Write what the family said to a professional: exactly these fields are allowed to the recipient."""
    exiger(acteur, portee[1])
    return fixer_consentement(acteur, portee, champs, par=par, maintenant=maintenant)


@transaction.atomic
def fixer_consentement(
    acteur: Acteur, portee: Portee, champs: Iterable[str], *, par: str, maintenant: datetime
) -> list[Consentement]:
    """Allow exactly these fields to a recipient and take the others back; the caller has checked who may."""
    voulus = frozenset(champs)
    donnes = _changer(acteur, portee, voulus, True, par, maintenant)
    autres = frozenset(_exiger_destinataire(portee[2]).sur_accord) - voulus
    return [*donnes, *_changer(acteur, portee, autres, False, par, maintenant)]


def _changer(
    acteur: Acteur, portee: Portee, champs: frozenset[str], accorde: bool, par: str, maintenant: datetime
) -> list[Consentement]:
    """Write one event for each field whose consent really changes."""
    jeune_id, dispositif_id, code = portee
    if not champs <= set(_exiger_destinataire(code).sur_accord):
        raise ErreurLiaison("Cette donnée ne dépend pas d'un accord pour ce destinataire.", champ="champs")
    if not par.strip():
        raise ErreurLiaison("Écrivez qui donne ou retire son accord.", champ="par")
    deja = champs_consentis(accords_du_jeune(jeune_id, dispositif_id), code, maintenant)
    evenements = [
        Consentement.objects.create(
            jeune_id=jeune_id,
            dispositif_id=dispositif_id,
            destinataire=code,
            champ=champ,
            accorde=accorde,
            par=par.strip(),
            le=maintenant,
            enregistre_par=acteur.libelle,
        )
        for champ in sorted(champs - deja if accorde else champs & deja)
    ]
    if evenements:
        journaliser(
            acteur,
            "liaison.donner_consentement" if accorde else "liaison.retirer_consentement",
            dispositif_id=dispositif_id,
            jeune_id=jeune_id,
            details={"destinataire": code, "champs": [evenement.champ for evenement in evenements]},
        )
    return evenements


def _exiger_destinataire(code: str) -> Destinataire:
    destinataire = trouver_destinataire(code)
    if destinataire is None:
        raise ErreurLiaison("Ce destinataire n'est pas dans la table.", champ="champs")
    return destinataire
