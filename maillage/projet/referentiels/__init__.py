"""The data shipped with the project: nomenclature, questions to the young person, capacities, dated settings, services of each activity."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.projet.domain.accords import QualiteAccord
from maillage.projet.domain.echeances import ReglagesProjet, reglages_du_jour
from maillage.projet.domain.prestations import CriterePrestation, ReglePrestation
from maillage.projet.domain.serafin import PosteSerafin, ranger


@dataclass(frozen=True)
class QuestionParole:
    """A question to the young person, the title of its answer, and the pictograms offered."""

    code: str
    question: str
    titre: str
    pictogrammes: tuple[str, ...]


@lru_cache
def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


def reglages(le: date) -> ReglagesProjet:
    """Return the settings in force on a day."""
    lignes = _lire("reglages.toml")["reglages"]
    return reglages_du_jour(
        [ReglagesProjet(**{nom: valeur for nom, valeur in ligne.items() if nom != "sources"}) for ligne in lignes], le
    )


def sources_des_reglages() -> dict[str, str]:
    """Return where each value of the latest settings comes from."""
    derniere: dict[str, str] = _lire("reglages.toml")["reglages"][-1]["sources"]
    return derniere


@lru_cache
def questions() -> tuple[QuestionParole, ...]:
    """Return the questions to the young person, in the order of the page."""
    lignes = _lire("questions.toml")["question"]
    return tuple(QuestionParole(**{**ligne, "pictogrammes": tuple(ligne["pictogrammes"])}) for ligne in lignes)


def modes_de_parole() -> dict[str, str]:
    """Return how the words of a young person may be gathered, by code."""
    return dict(_lire("questions.toml")["modes"])


@lru_cache
def qualites() -> dict[str, QualiteAccord]:
    """Return the capacities in which someone answers, by code."""
    return {ligne["code"]: QualiteAccord(**ligne) for ligne in _lire("accords.toml")["qualite"]}


def majorite() -> int:
    """Return the age at which the young person answers alone."""
    age: int = _lire("accords.toml")["majorite"]["age"]
    return age


@lru_cache
def besoins() -> tuple[PosteSerafin, ...]:
    """Return the needs of SERAFIN-PH (1.x) in the order of the nomenclature."""
    return ranger(_lire("serafin.toml")["besoins"])


@lru_cache
def prestations() -> tuple[PosteSerafin, ...]:
    """Return the direct (2.x) and indirect (3.x) services of SERAFIN-PH in the order of the nomenclature."""
    return ranger(_lire("serafin.toml")["prestations"])


@lru_cache
def libelles_serafin() -> dict[str, str]:
    """Return the label of every code of the nomenclature."""
    return {**_lire("serafin.toml")["besoins"], **_lire("serafin.toml")["prestations"]}


def version_serafin() -> str:
    """Return the day of the version of the nomenclature."""
    return str(_lire("serafin.toml")["version"])


@lru_cache
def regles_par_defaut() -> tuple[ReglePrestation, ...]:
    """Return the rules shipped with the product: propositions that each establishment changes."""
    lignes = _lire("prestations.toml")["regle"]
    return tuple(ReglePrestation(**{**ligne, "critere": CriterePrestation(ligne["critere"])}) for ligne in lignes)
