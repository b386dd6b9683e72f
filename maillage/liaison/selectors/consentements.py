"""Consents of a young person, at a moment, and an extract read again as it left."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from maillage.liaison.domain.consentement import (
    AccordDate,
    CaseConsentement,
    dresser_matrice,
)
from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.domain.extrait import empreinte
from maillage.liaison.domain.modele import ModeleFiche
from maillage.liaison.models import Consentement, Envoi
from maillage.liaison.referentiels import destinataires, modele, modele_courant


@dataclass(frozen=True)
class Recu:
    """An extract as it left: its fields with their labels, and whether its bytes still give the hash written that day."""

    envoi: Envoi
    champs: list[tuple[str, str]]
    intact: bool


def accords_du_jeune(jeune_id: int, dispositif_id: int) -> list[AccordDate]:
    """Return every event of consent, oldest first (1 query)."""
    lignes = Consentement.objects.filter(jeune_id=jeune_id, dispositif_id=dispositif_id).order_by("le", "pk")
    return [
        AccordDate(destinataire, champ, accorde, le, par)
        for destinataire, champ, accorde, le, par in lignes.values_list("destinataire", "champ", "accorde", "le", "par")
    ]


def matrice_du_jeune(
    jeune_id: int, dispositif_id: int, *, au: datetime
) -> list[tuple[Destinataire, list[CaseConsentement]]]:
    """Return the matrix recipients × kinds of data at a moment (1 query)."""
    return dresser_matrice(
        destinataires(), modele_courant(timezone.localdate(au)), accords_du_jeune(jeune_id, dispositif_id), au
    )


def lire_envoi(envoi: Envoi) -> Recu:
    """Read the bytes of an extract again, with the labels of the form that its sheet used."""
    octets = bytes(envoi.extrait)
    contenu: dict[str, Any] = json.loads(octets)
    return Recu(
        envoi=envoi,
        champs=_avec_libelles(modele(envoi.fiche.modele), contenu["champs"]),
        intact=empreinte(octets) == envoi.empreinte,
    )


def _avec_libelles(formulaire: ModeleFiche, champs: dict[str, str]) -> list[tuple[str, str]]:
    return [(champ.libelle, champs[champ.code]) for champ in formulaire.champs if champ.code in champs]
