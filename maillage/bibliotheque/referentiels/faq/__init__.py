"""The starting FAQ, one file per question; a counting answer carries its example and the figures that the engine must give."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.bibliotheque.domain.exemples import (
    AutreLigne,
    EvenementExemple,
    ExempleComptage,
    FigureAttendue,
)

LISTES = ("jeunes", "pros", "absents")
BAREMES_RECONSTITUES = frozenset({"aire-2024"})


@dataclass(frozen=True)
class QuestionLivree:
    """A question shipped with the product, its answer, and its example if it gives a figure."""

    code: str
    question: str
    theme: str
    statut: str
    source: str
    date: dt.date
    reponse: str
    exemple: ExempleComptage | None


@lru_cache
def questions_livrees() -> dict[str, QuestionLivree]:
    """Return the shipped questions by code, in the order of their codes."""
    dossier = files(__package__)
    noms = sorted(fichier.name for fichier in dossier.iterdir() if fichier.name.endswith(".toml"))
    return {nom[:-5]: _question(nom[:-5], tomllib.loads((dossier / nom).read_text("utf-8"))) for nom in noms}


@lru_cache
def exemples() -> dict[str, ExempleComptage]:
    """Return the examples by code."""
    return {code: question.exemple for code, question in questions_livrees().items() if question.exemple is not None}


def _question(code: str, lue: dict[str, Any]) -> QuestionLivree:
    return QuestionLivree(
        code=code,
        question=lue["question"],
        theme=lue["theme"],
        statut=lue["statut"],
        source=lue["source"],
        date=lue["date"],
        reponse=lue["reponse"].strip(),
        exemple=_exemple(code, lue["exemple"]) if "exemple" in lue else None,
    )


def _evenement(ligne: dict[str, Any]) -> EvenementExemple:
    lus: dict[str, Any] = {nom: tuple(valeur) if nom in LISTES else valeur for nom, valeur in ligne.items()}
    return EvenementExemple(**lus)


def _exemple(code: str, lu: dict[str, Any]) -> ExempleComptage:
    attendus = tuple(FigureAttendue(**attendu) for attendu in lu["attendu"])
    return ExempleComptage(
        code=code,
        bareme=lu["bareme"],
        reconstitue=lu["bareme"] in BAREMES_RECONSTITUES,
        evenements=tuple(_evenement(ligne) for ligne in lu["evenement"]),
        autres=tuple(AutreLigne(**ligne) for ligne in lu.get("ligne", ())),
        attendus=attendus,
        regles=tuple(dict.fromkeys(attendu.regle for attendu in attendus)),
    )
