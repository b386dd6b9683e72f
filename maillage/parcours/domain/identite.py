"""Who a young person is, as given by a form or a command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.pseudonyme import ins_plausible

ANNEES_PLAUSIBLES = 30
"""A birth date older than that is a slip of the keyboard: the dispositifs receive people up to 20, exceptionally a few years more."""


@dataclass(frozen=True)
class Identite:
    """`commune` is a COG code, empty when unknown; `ins` the national health identity, None when the form does not say."""

    nom: str
    prenom: str
    naissance: date | None = None
    sexe: str = ""
    commune: str = ""
    nom_usage: str = ""
    ins: str | None = None


def verifier_identite(identite: Identite, aujourd_hui: date) -> None:
    """Refuse an identity without a name or with an impossible birth date."""
    if not identite.nom.strip():
        raise ErreurParcours("Écrivez le nom.", champ="nom")
    if not identite.prenom.strip():
        raise ErreurParcours("Écrivez le prénom.", champ="prenom")
    if identite.naissance and identite.naissance > aujourd_hui:
        raise ErreurParcours("La date de naissance est dans l'avenir. Vérifiez l'année.", champ="naissance")
    if identite.naissance and aujourd_hui.year - identite.naissance.year > ANNEES_PLAUSIBLES:
        raise ErreurParcours(
            f"La date de naissance donne plus de {ANNEES_PLAUSIBLES} ans. Vérifiez l'année.", champ="naissance"
        )
    if identite.ins and not ins_plausible(identite.ins):
        raise ErreurParcours("Ce matricule INS n'est pas possible : quinze caractères, clé comprise.", champ="ins")
