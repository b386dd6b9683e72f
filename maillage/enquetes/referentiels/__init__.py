"""The data shipped with the product: settings, and questionnaires ready to copy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from maillage.enquetes.domain.lecture import lire_questionnaire
from maillage.enquetes.domain.questionnaire import Questionnaire


@dataclass(frozen=True)
class Reglages:
    """Floor, length of a wave, limits."""

    plancher: int
    jours_ouverts: int
    adresses_max: int
    essais_par_heure: int
    questionnaire_octets_max: int
    contenu_octets_max: int


@dataclass(frozen=True)
class ModeleEnquete:
    """A questionnaire ready to copy: when it serves, and where its questions come from."""

    code: str
    pour: str
    source: str
    questionnaire: Questionnaire

    @property
    def nombre(self) -> int:
        return sum(1 for _ in self.questionnaire.questions())


@lru_cache
def reglages() -> Reglages:
    return Reglages(**tomllib.loads((files(__package__) / "reglages.toml").read_text("utf-8")))


@lru_cache
def modeles() -> dict[str, ModeleEnquete]:
    """Return the models by code, in the order of their names."""
    lus = {}
    for fichier in sorted((files(__package__) / "modeles").iterdir(), key=lambda f: f.name):
        if fichier.name.endswith(".toml"):
            brut = tomllib.loads(fichier.read_text("utf-8"))
            code = fichier.name.removesuffix(".toml")
            lus[code] = ModeleEnquete(code, brut.pop("pour"), brut.pop("source"), lire_questionnaire(brut))
    return lus
