"""The figures that a formula may use, and the formula itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from maillage.cpom.domain.erreurs import ErreurCpom

POURCENT = "%"


class Sens(StrEnum):
    """Which way is better."""

    HAUSSE = "HAUSSE"
    BAISSE = "BAISSE"

    @property
    def en_mots(self) -> str:
        return "au moins la cible" if self is Sens.HAUSSE else "au plus la cible"


class Annuel(StrEnum):
    """How the quarters make the year (referentiels/catalogue.toml)."""

    SOMME = "SOMME"
    RAPPORT = "RAPPORT"
    DERNIER = "DERNIER"
    ANNEE = "ANNEE"


@dataclass(frozen=True)
class Grandeur:
    """A figure of the live catalogue. `chemin`: dotted path in a counted result; `termes`: numerator and denominator of a rate;
    `effectifs`: counts of people behind it, that hide it when small; `au_retour`: the page of a transmitted return explains it."""

    code: str
    libelle: str
    definition: str
    calcul: str
    origine: str
    unite: str
    sens: Sens
    chemin: str
    au_retour: bool
    annuel: Annuel
    effectifs: tuple[str, ...]
    termes: tuple[str, ...] = ()

    @property
    def est_taux(self) -> bool:
        return self.unite == POURCENT


@dataclass(frozen=True)
class Formule:
    """A figure alone, or one divided by another; `en_pourcent`: the quotient is written in per cent."""

    numerateur: str
    denominateur: str = ""
    en_pourcent: bool = False

    def grandeurs(self, catalogue: Mapping[str, Grandeur]) -> list[Grandeur]:
        """Return its one or two figures; one that the catalogue no longer holds raises ErreurCpom."""
        codes = [self.numerateur, *([self.denominateur] if self.denominateur else [])]
        inconnus = [code for code in codes if code not in catalogue]
        if inconnus:
            raise ErreurCpom(
                "Cette grandeur n'est plus au catalogue : écrivez une nouvelle formule.", champ="numerateur"
            )
        return [catalogue[code] for code in codes]

    def unite(self, catalogue: Mapping[str, Grandeur]) -> str:
        """Return the unit of its value."""
        haut, *bas = self.grandeurs(catalogue)
        if not bas:
            return haut.unite
        return POURCENT if self.en_pourcent else f"{haut.unite} pour 1 {bas[0].unite.rstrip('s')}"

    def en_mots(self, catalogue: Mapping[str, Grandeur]) -> str:
        """Say the formula."""
        haut, *bas = self.grandeurs(catalogue)
        if not bas:
            return f"{haut.libelle}. {haut.calcul}"
        return f"« {haut.libelle} » divisé par « {bas[0].libelle} »{', en pourcentage' if self.en_pourcent else ''}."


def verifier_formule(formule: Formule, catalogue: Mapping[str, Grandeur]) -> None:
    """Raise ErreurCpom for a formula that makes no sense: unknown figure, a figure divided by itself, a rate divided."""
    grandeurs = formule.grandeurs(catalogue)
    if len(grandeurs) == 1:
        return
    if formule.numerateur == formule.denominateur:
        raise ErreurCpom(
            "Une grandeur divisée par elle-même vaut toujours 1 : choisissez-en une autre.", champ="denominateur"
        )
    if any(grandeur.est_taux for grandeur in grandeurs):
        raise ErreurCpom("Un taux est déjà un quotient : prenez-le seul, sans le diviser.", champ="denominateur")
