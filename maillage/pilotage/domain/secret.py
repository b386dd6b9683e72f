"""Which cells are masked by themselves, before and after the protection of counts (R42, R44, `--precedent`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from maillage.pilotage.domain.mesures import EFFECTIF_MIN, PART_DOMINANTE, TAUX, Distribution, Somme, Taux
from maillage.pilotage.domain.tableau import Cle, Croisement, Tableau


class Masque(StrEnum):
    """Reason of a mask, for the producer's journal only."""

    PRIMAIRE = "PRIMAIRE"
    EFFECTIF = "EFFECTIF"
    DOMINANCE = "DOMINANCE"
    PRECEDENT = "PRECEDENT"
    SECONDAIRE = "SECONDAIRE"


Masques = Mapping[Cle, Masque]


@dataclass(frozen=True)
class Secret:
    """Threshold of persons, and the cells that a former table already hid."""

    seuil: int
    precedents: Collection[Cle] = frozenset()


def masquer_sommes(tableau: Tableau, secret: Secret) -> dict[Cle, Masque]:
    """Masks of person and activity cells before R43."""
    masques: dict[Cle, Masque] = {}
    for somme in tableau.sommes:
        for croisement in tableau.croisements:
            masque = _masque_de_somme(tableau, somme, croisement, seuil=secret.seuil)
            _retenir(masques, Cle(somme.code, croisement), masque, secret)
    return masques


def masquer_ratios(tableau: Tableau, secret: Secret, caches: Collection[Cle]) -> dict[Cle, Masque]:
    """Masks of rates and distributions; `caches` are the masked person and activity cells after R43."""
    masques: dict[Cle, Masque] = {}
    for croisement in tableau.croisements:
        for taux in TAUX:
            cle = Cle(taux.code, croisement)
            _retenir(masques, cle, _masque_de_taux(tableau, taux, croisement, seuil=secret.seuil), secret)
            if any(Cle(code, croisement) in caches for code in taux.liees):
                masques.setdefault(cle, Masque.SECONDAIRE)
        for distribution in tableau.distributions:
            cle = Cle(distribution.code, croisement)
            masque = _masque_de_distribution(tableau, distribution, croisement, seuil=secret.seuil)
            _retenir(masques, cle, masque, secret)
            if Cle(distribution.somme, croisement) in caches:
                masques.setdefault(cle, Masque.SECONDAIRE)
    return masques


def _retenir(masques: dict[Cle, Masque], cle: Cle, masque: Masque | None, secret: Secret) -> None:
    if masque is not None:
        masques[cle] = masque
    elif cle in secret.precedents:
        masques[cle] = Masque.PRECEDENT


def _masque_de_somme(tableau: Tableau, somme: Somme, croisement: Croisement, *, seuil: int) -> Masque | None:
    valeur = tableau.pas[Cle(somme.code, croisement)]
    if somme.personnes and 0 < valeur < seuil * somme.pas:
        return Masque.PRIMAIRE
    if tableau.transmis(croisement) < EFFECTIF_MIN:
        return Masque.EFFECTIF
    if valeur and max(tableau.parts(somme.code, croisement)) > PART_DOMINANTE * valeur:
        return Masque.DOMINANCE
    return None


def _masque_de_taux(tableau: Tableau, taux: Taux, croisement: Croisement, *, seuil: int) -> Masque | None:
    numerateur, denominateur = tableau.termes(taux, croisement)
    if taux.personnes and 0 < numerateur < seuil:
        return Masque.PRIMAIRE
    if tableau.transmis(croisement) < EFFECTIF_MIN or (taux.personnes and denominateur < seuil):
        return Masque.EFFECTIF
    return None


def _masque_de_distribution(
    tableau: Tableau, distribution: Distribution, croisement: Croisement, *, seuil: int
) -> Masque | None:
    valeur = tableau.exact(distribution, croisement)
    de_personnes = any(somme.code == distribution.somme and somme.personnes for somme in tableau.sommes)
    if de_personnes and valeur is not None and 0 < valeur < seuil:
        return Masque.PRIMAIRE
    return Masque.EFFECTIF if tableau.transmis(croisement) < distribution.effectif_min else None
