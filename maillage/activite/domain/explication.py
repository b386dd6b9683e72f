"""A figure explained: its value, the rules and parameters behind it, and the facts that make it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from maillage.activite.domain.catalogue import Nature, Regle


@dataclass(frozen=True)
class Contribution:
    """A fact and what it brings, exactly. `table` and `id` name the fact as the contract does; `minutes` may be unknown."""

    table: str
    id: str
    jeune_id: str | None
    date: date | None
    minutes: int | None
    apport: Fraction
    libelle: str


@dataclass(frozen=True)
class ParametreUtilise:
    """`lettre`: S sourced, P sourced in part, D design choice; `note` is the source as the rule file words it."""

    nom: str
    valeur: object
    lettre: str
    note: str


@dataclass(frozen=True)
class Explication:
    """`total`: exact sum of the contributions, equal to `valeur` when `nature` is SOMME.

    A rate has `numerateur` and `denominateur`, each explained (a constant denominator has no lines).
    `objet`: the week or the day of the result that is explained, as a dict.
    """

    mesure: str
    libelle: str
    valeur: object
    unite: str
    nature: Nature
    regles: tuple[Regle, ...]
    phrase: str
    parametres: tuple[ParametreUtilise, ...]
    lignes: tuple[Contribution, ...] = ()
    numerateur: Explication | None = None
    denominateur: Explication | None = None
    objet: Mapping[str, object] = field(default_factory=dict)

    @property
    def total(self) -> Fraction:
        return sum((ligne.apport for ligne in self.lignes), Fraction(0))
