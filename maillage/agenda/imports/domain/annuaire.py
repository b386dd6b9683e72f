"""The people of a dispositif, found by their identifier or by their name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maillage.agenda.imports.domain.texte import normaliser
from maillage.agenda.imports.domain.valeurs import ValeurInvalide

MOTS_MAX = 6
"""Longest name, in words, looked for in a free text."""


@dataclass(frozen=True)
class Personne:
    """A young person or a professional, by primary key."""

    pk: int
    identifiant: str
    nom: str
    prenom: str

    @property
    def libelle(self) -> str:
        return f"{self.prenom} {self.nom}"


class Annuaire:
    """Who may be named in a file; `qui` is « jeune » or « professionnel », for messages."""

    def __init__(self, personnes: Iterable[Personne], *, qui: str) -> None:
        self.qui = qui
        self.par_pk: dict[int, Personne] = {}
        self.par_identifiant: dict[str, int] = {}
        self.par_nom: dict[str, list[int]] = defaultdict(list)
        for personne in personnes:
            self.par_pk[personne.pk] = personne
            self.par_identifiant[personne.identifiant] = personne.pk
            for nom in dict.fromkeys(_ecritures(personne)):
                self.par_nom[nom].append(personne.pk)

    def trouver(self, valeur: str) -> int:
        """Return the primary key for an identifier or a full name; raise ValeurInvalide when unknown or shared."""
        if (pk := self.par_identifiant.get(valeur)) is not None:
            return pk
        trouves = self.par_nom.get(normaliser(valeur), [])
        if len(trouves) == 1:
            return trouves[0]
        if trouves:
            codes = ", ".join(sorted(self.par_pk[pk].identifiant for pk in trouves))
            raise ValeurInvalide(f"« {valeur} » désigne {len(trouves)} personnes ; écrivez l'identifiant ({codes})")
        raise ValeurInvalide(
            f"aucun {self.qui} « {valeur} » dans ce dispositif ; vérifiez l'orthographe, écrivez son identifiant, "
            f"ou ajoutez d'abord ce {self.qui}"
        )

    def reperer(self, texte: str) -> list[int]:
        """Return the people whose full name stands in a free text; a shared name raises ValeurInvalide."""
        return [self.trouver(nom) for nom in dict.fromkeys(_suites(normaliser(texte).split())) if nom in self.par_nom]


def _ecritures(personne: Personne) -> tuple[str, str]:
    return (normaliser(f"{personne.prenom} {personne.nom}"), normaliser(f"{personne.nom} {personne.prenom}"))


def _suites(mots: list[str]) -> Iterator[str]:
    for debut in range(len(mots)):
        for fin in range(debut + 2, min(debut + MOTS_MAX, len(mots)) + 1):
            yield " ".join(mots[debut:fin])
