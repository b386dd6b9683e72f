"""Consents of a young person, at a moment; and the replay of what a recipient could see and did receive."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from maillage.liaison.domain.consentement import (
    AccordDate,
    CaseConsentement,
    derniers_accords,
    dresser_matrice,
)
from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.domain.extrait import empreinte
from maillage.liaison.domain.modele import ModeleFiche
from maillage.liaison.models import Consentement, Envoi
from maillage.liaison.referentiels import MODELE_COURANT, destinataires, modele


@dataclass(frozen=True)
class Recu:
    """An extract as it left: its fields with their labels, and whether its bytes still give the hash written that day."""

    envoi: Envoi
    champs: list[tuple[str, str]]
    intact: bool


@dataclass(frozen=True)
class Visible:
    """A field open to a recipient at a moment: by the text, or by an agreement with its date and its author."""

    libelle: str
    accord: AccordDate | None


@dataclass(frozen=True)
class Replay:
    """What a recipient could see at a moment, and what it had received by then."""

    destinataire: Destinataire
    au: datetime
    visibles: list[Visible]
    recus: list[Recu]


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
    return dresser_matrice(destinataires(), modele(MODELE_COURANT), accords_du_jeune(jeune_id, dispositif_id), au)


def rejouer(jeune_id: int, dispositif_id: int, destinataire: Destinataire, *, au: datetime) -> Replay:
    """Return what a recipient could see and had received at a moment (2 queries)."""
    envois = Envoi.objects.filter(
        fiche__jeune_id=jeune_id, fiche__dispositif_id=dispositif_id, destinataire=destinataire.code, le__lte=au
    )
    return Replay(
        destinataire=destinataire,
        au=au,
        visibles=_visibles(destinataire, accords_du_jeune(jeune_id, dispositif_id), au),
        recus=[lire_envoi(envoi) for envoi in envois.select_related("fiche")],
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


def _visibles(destinataire: Destinataire, accords: list[AccordDate], au: datetime) -> list[Visible]:
    derniers = derniers_accords(accords, au)
    formulaire = modele(MODELE_COURANT)
    de_droit = destinataire.champs_de_droit(formulaire.codes())
    ouverts = {
        champ: accord
        for (code, champ), accord in derniers.items()
        if code == destinataire.code and accord.accorde and champ in destinataire.sur_accord
    }
    return [
        Visible(champ.libelle, None if champ.code in de_droit else ouverts[champ.code])
        for champ in formulaire.champs
        if champ.code in de_droit or champ.code in ouverts
    ]


def _avec_libelles(formulaire: ModeleFiche, champs: dict[str, str]) -> list[tuple[str, str]]:
    return [(champ.libelle, champs[champ.code]) for champ in formulaire.champs if champ.code in champs]
