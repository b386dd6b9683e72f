"""Targets per year: inside the contract, reached or not, said in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from maillage.cpom.domain.catalogue import Sens
from maillage.cpom.domain.erreurs import ErreurCpom


@dataclass(frozen=True)
class Atteinte:
    """Where a value stands beside its target: `atteinte` None without one or the other; `ecart` is value minus target."""

    atteinte: bool | None
    ecart: Decimal | None = None

    @property
    def en_mots(self) -> str:
        if self.atteinte is None:
            return "À suivre"
        return "Cible atteinte" if self.atteinte else "Cible non atteinte"


def situer(valeur: Decimal | None, cible: Decimal | None, sens: Sens) -> Atteinte:
    """Compare a value with its target."""
    if valeur is None or cible is None:
        return Atteinte(None)
    ecart = valeur - cible
    return Atteinte(ecart >= 0 if sens is Sens.HAUSSE else ecart <= 0, ecart)


def verifier_annees(premiere: int, derniere: int, *, duree_max: int) -> None:
    """Raise ErreurCpom for a contract that ends before it begins or lasts too long."""
    if derniere < premiere:
        raise ErreurCpom("La dernière année vient avant la première.", champ="derniere_annee")
    if derniere - premiere + 1 > duree_max:
        raise ErreurCpom(
            f"Un CPOM dure {duree_max} ans au plus, prolongation comprise : vérifiez la dernière année.",
            champ="derniere_annee",
        )


def verifier_cibles(annees: Iterable[int], *, premiere: int, derniere: int) -> None:
    """Raise ErreurCpom for a target of a year outside the contract."""
    for annee in annees:
        if not premiere <= annee <= derniere:
            raise ErreurCpom(f"{annee} est hors du CPOM, qui va de {premiere} à {derniere} : retirez cette cible.")


def verifier_effet(depuis: int, *, premiere: int, derniere: int, signees: Iterable[int]) -> None:
    """Raise ErreurCpom for a new formula that would reach a signed year, or that no year of the contract would use."""
    if not premiere <= depuis <= derniere:
        raise ErreurCpom(f"Choisissez une année du CPOM, de {premiere} à {derniere}.", champ="depuis")
    touchees = sorted(annee for annee in signees if annee >= depuis)
    if touchees:
        raise ErreurCpom(
            f"La valeur de {touchees[-1]} est signée et garde sa formule : la nouvelle vaut à partir de {touchees[-1] + 1}.",
            champ="depuis",
        )
