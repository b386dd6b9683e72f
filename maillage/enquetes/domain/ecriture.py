"""Writing a questionnaire as a table (JSON) or as TOML, only what is not at its default; what is written reads back the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from maillage.enquetes.domain.questionnaire import QuestionEnquete, Questionnaire

TOUJOURS = frozenset({"code", "type", "libelle"})


def en_table(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return plain values, as JSON keeps them."""
    return {
        "titre": questionnaire.titre,
        "texte": questionnaire.texte,
        "sections": [
            {
                "code": section.code,
                "titre": section.titre,
                "texte": section.texte,
                "questions": [question_en_table(question) for question in section.questions],
            }
            for section in questionnaire.sections
        ],
    }


def question_en_table(question: QuestionEnquete) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for champ in fields(question):
        valeur = getattr(question, champ.name)
        if champ.name in TOUJOURS or valeur != champ.default:
            table[champ.name] = _simple(valeur)
    return table


def _simple(valeur: Any) -> Any:
    if isinstance(valeur, tuple):
        return [_simple(v) for v in valeur]
    if hasattr(valeur, "__dataclass_fields__"):
        return {champ.name: _simple(getattr(valeur, champ.name)) for champ in fields(valeur)}
    if isinstance(valeur, Decimal):
        return int(valeur) if valeur == valeur.to_integral_value() else float(valeur)
    return str(valeur) if isinstance(valeur, str) else valeur


def en_json(questionnaire: Questionnaire) -> str:
    return json.dumps(en_table(questionnaire), ensure_ascii=False, indent=2) + "\n"


def en_toml(questionnaire: Questionnaire) -> str:
    """Return TOML that a person reads and edits: one block a section, one a question, choices on their lines."""
    table = en_table(questionnaire)
    lignes = [f"titre = {_chaine(table['titre'])}", f"texte = {_chaine(table['texte'])}"]
    for section in table["sections"]:
        lignes += ["", "[[sections]]", *_champs(section, sauf="questions")]
        for question in section["questions"]:
            lignes += ["", "[[sections.questions]]", *_champs(question)]
    return "\n".join(lignes) + "\n"


def _champs(table: Mapping[str, Any], *, sauf: str = "") -> list[str]:
    return [f"{nom} = {_valeur(valeur)}" for nom, valeur in table.items() if nom != sauf]


def _valeur(valeur: Any) -> str:
    if isinstance(valeur, bool):
        return "true" if valeur else "false"
    if isinstance(valeur, int | float):
        return str(valeur)
    if isinstance(valeur, Mapping):
        return "{ " + ", ".join(_champs(valeur)) + " }"
    if isinstance(valeur, list):
        en_lignes = any(isinstance(v, Mapping) for v in valeur)
        milieu = (",\n  " if en_lignes else ", ").join(_valeur(v) for v in valeur)
        return f"[\n  {milieu},\n]" if en_lignes else f"[{milieu}]"
    return _chaine(valeur)


def _chaine(texte: str) -> str:
    """A JSON string is a TOML basic string, but for the delete character."""
    return json.dumps(texte, ensure_ascii=False).replace("\x7f", "\\u007f")
