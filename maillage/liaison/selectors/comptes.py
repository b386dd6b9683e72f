"""The accounts of families that a sheet may count on: who could sign on line, tied or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from maillage.comptes.selectors import comptes_qui_voient
from maillage.liaison.domain.comptes import SignataireConnu, signataire_du_compte
from maillage.liaison.models import FicheLiaison
from maillage.liaison.referentiels import qualites


@dataclass(frozen=True)
class CompteConnu:
    """An account that is, or speaks for, the young person on a day."""

    pk: int
    nom: str
    qualite: str


def comptes_connus(jeune_id: int, *, le: date) -> list[CompteConnu]:
    """Return the accounts of a young person's space whose capacity this context knows (2 queries)."""
    connues = qualites()
    return [CompteConnu(*ligne) for ligne in comptes_qui_voient(jeune_id, le=le) if ligne[2] in connues]


def representants_connus(jeune_id: int, *, le: date) -> list[tuple[str, str]]:
    """Return (name, capacity) of the accounts whose agreement a sheet would require: a start for who signs (2 queries)."""
    return [
        (compte.nom, compte.qualite) for compte in comptes_connus(jeune_id, le=le) if qualites()[compte.qualite].requise
    ]


def comptes_des_signataires(fiche: FicheLiaison, *, le: date) -> dict[int, CompteConnu]:
    """Return, by signatory of a sheet read by `fiche_visible`, the account that would sign for it today (2 queries)."""
    signataires = [
        SignataireConnu(un.pk, un.nom, un.qualite, un.compte.compte_id if hasattr(un, "compte") else None)
        for un in fiche.signataires.all()
        if un.requis
    ]
    trouves = {}
    for compte in comptes_connus(fiche.jeune_id, le=le):
        qui = signataire_du_compte(signataires, compte_id=compte.pk, nom=compte.nom, qualites={compte.qualite})
        if qui is not None:
            trouves[qui.cle] = compte
    return trouves
