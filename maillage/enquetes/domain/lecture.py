"""Reading a questionnaire from a table (JSON, TOML, the frozen version) and writing it back; every fault is said with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.questionnaire import (
    A_CHOIX,
    SOURCES,
    ChoixReponse,
    ConditionAffichage,
    QuestionEnquete,
    Questionnaire,
    SectionEnquete,
    TypeQuestion,
)

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
RESERVES = frozenset({"nouvelle", "titre"})
"""Words of the addresses of the builder."""
CODE_DE_CHOIX = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{0,39}")
SECTIONS_MAX, QUESTIONS_MAX, CHOIX_MAX, LIGNES_MAX = 20, 100, 40, 30
LIBELLE_MAX, TEXTE_MAX, LONGUEUR_MAX, ECHELLE_MAX, DECIMALES_MAX = 500, 5000, 10_000, 11, 4
DEUX = 2


class FautesDuQuestionnaire(ErreurEnquete):
    """All that is wrong in a questionnaire, a sentence each."""

    def __init__(self, fautes: Sequence[str]) -> None:
        super().__init__(" ".join(fautes))
        self.fautes = tuple(fautes)


def lire_questionnaire(brut: Any) -> Questionnaire:
    """Return the questionnaire; raises FautesDuQuestionnaire with every fault found."""
    if not isinstance(brut, Mapping):
        raise FautesDuQuestionnaire(["Le fichier ne contient pas un questionnaire."])
    lecture = _Lecture()
    lu = lecture.questionnaire(brut)
    if lecture.fautes:
        raise FautesDuQuestionnaire(lecture.fautes)
    return lu


class _Lecture:
    """Reads with tolerance and keeps the faults, so that all are said at once."""

    def __init__(self) -> None:
        self.fautes: list[str] = []
        self.codes: set[str] = set()
        self.avant: dict[str, QuestionEnquete] = {}

    def questionnaire(self, brut: Mapping[str, Any]) -> Questionnaire:
        titre = self.mots(brut, "titre", "Le questionnaire", requis=True)
        sections = self.lignes(brut.get("sections"), "Le questionnaire", SECTIONS_MAX, "sections")
        lues = tuple(self.section(section, rang) for rang, section in enumerate(sections, 1))
        if sum(len(section.questions) for section in lues) > QUESTIONS_MAX:
            self.fautes.append(f"Un questionnaire a {QUESTIONS_MAX} questions au plus.")
        return Questionnaire(titre, self.mots(brut, "texte", "Le questionnaire", longueur=TEXTE_MAX), lues)

    def section(self, brut: Mapping[str, Any], rang: int) -> SectionEnquete:
        ou = f"Section {rang}"
        code = self.code(brut, ou)
        questions = self.lignes(brut.get("questions"), ou, QUESTIONS_MAX, "questions")
        return SectionEnquete(
            code,
            self.mots(brut, "titre", ou, requis=True),
            self.mots(brut, "texte", ou, longueur=TEXTE_MAX),
            tuple(self.question(question, f"{ou}, question {n}") for n, question in enumerate(questions, 1)),
        )

    def question(self, brut: Mapping[str, Any], ou: str) -> QuestionEnquete:
        type_ = str(brut.get("type", ""))
        if type_ not in TypeQuestion.__members__:
            self.fautes.append(f"{ou} : le type « {type_} » n'existe pas ; les types sont {', '.join(TypeQuestion)}.")
            type_ = TypeQuestion.TEXTE
        genre = TypeQuestion(type_)
        lue = QuestionEnquete(
            code=self.code(brut, ou),
            type=genre,
            libelle=self.mots(brut, "libelle", ou, requis=True),
            aide=self.mots(brut, "aide", ou),
            obligatoire=brut.get("obligatoire") is True,
            choix=self.choix(brut, "choix", ou, CHOIX_MAX) if genre in A_CHOIX else (),
            lignes=self.choix(brut, "lignes", ou, LIGNES_MAX) if genre is TypeQuestion.MATRICE else (),
            si=self.conditions(brut, ou),
            **self.mesures(brut, ou, genre),
        )
        self.avant[lue.code] = lue
        return lue

    def mesures(self, brut: Mapping[str, Any], ou: str, genre: TypeQuestion) -> dict[str, Any]:
        """Return the fields of a scale, a number or a text."""
        if genre is TypeQuestion.ECHELLE:
            bas, haut = self.entier(brut, "bas", ou, 1), self.entier(brut, "haut", ou, 5)
            if not 0 <= bas < haut <= 100 or haut - bas >= ECHELLE_MAX:
                self.fautes.append(
                    f"{ou} : une échelle va de {DEUX} à {ECHELLE_MAX} degrés, du plus petit au plus grand."
                )
                bas, haut = 1, 5
            bouts = {nom: self.mots(brut, nom, ou, longueur=60) for nom in ("libelle_bas", "libelle_haut")}
            return {"bas": bas, "haut": haut, **bouts}
        if genre is TypeQuestion.NOMBRE:
            minimum, maximum = self.decimal(brut, "minimum", ou), self.decimal(brut, "maximum", ou)
            if minimum is not None and maximum is not None and minimum > maximum:
                self.fautes.append(f"{ou} : la plus petite valeur dépasse la plus grande.")
            decimales = min(max(self.entier(brut, "decimales", ou, 0), 0), DECIMALES_MAX)
            unite = self.mots(brut, "unite", ou, longueur=40)
            return {"minimum": minimum, "maximum": maximum, "decimales": decimales, "unite": unite}
        if genre is TypeQuestion.TEXTE:
            return {"longueur": min(max(self.entier(brut, "longueur", ou, 2000), 1), LONGUEUR_MAX)}
        return {}

    def conditions(self, brut: Mapping[str, Any], ou: str) -> tuple[ConditionAffichage, ...]:
        lues = []
        for condition in self.lignes(brut.get("si"), ou, CHOIX_MAX, "conditions"):
            code, parmi = str(condition.get("question", "")), condition.get("parmi")
            source = self.avant.get(code)
            valeurs = tuple(str(v) for v in parmi) if isinstance(parmi, list | tuple) else ()
            if source is None or source.type not in SOURCES:
                self.fautes.append(
                    f"{ou} : la condition parle de « {code} », qui n'est pas une question à choix ou à échelle posée avant."
                )
                continue
            connues = {choix.code for choix in source.modalites}
            if not valeurs or set(valeurs) - connues:
                self.fautes.append(f"{ou} : la condition demande une réponse que « {source.libelle} » ne propose pas.")
                continue
            lues.append(ConditionAffichage(code, valeurs))
        return tuple(lues)

    def choix(self, brut: Mapping[str, Any], nom: str, ou: str, maximum: int) -> tuple[ChoixReponse, ...]:
        quoi = {"choix": "choix", "lignes": "lignes"}[nom]
        lus: list[ChoixReponse] = []
        for ligne in self.lignes(brut.get(nom), ou, maximum, quoi):
            code = str(ligne.get("code", ""))
            if not CODE_DE_CHOIX.fullmatch(code) or code in {lu.code for lu in lus}:
                self.fautes.append(f"{ou} : le code « {code} » manque, se répète ou contient un signe refusé ({quoi}).")
            lus.append(ChoixReponse(code, self.mots(ligne, "libelle", ou, requis=True)))
        if len(lus) < (DEUX if nom == "choix" else 1):
            self.fautes.append(f"{ou} : il faut au moins {'deux choix' if nom == 'choix' else 'une ligne'}.")
        return tuple(lus)

    def code(self, brut: Mapping[str, Any], ou: str) -> str:
        code = str(brut.get("code", ""))
        if not CODE.fullmatch(code) or code in RESERVES:
            self.fautes.append(
                f"{ou} : le code « {code} » commence par une lettre minuscule, puis lettres, chiffres ou « _ »."
            )
        elif code in self.codes:
            self.fautes.append(f"{ou} : le code « {code} » sert deux fois.")
        self.codes.add(code)
        return code

    def mots(
        self, brut: Mapping[str, Any], nom: str, ou: str, *, requis: bool = False, longueur: int = LIBELLE_MAX
    ) -> str:
        valeur = brut.get(nom, "")
        if not isinstance(valeur, str):
            self.fautes.append(f"{ou} : « {nom} » doit être un texte.")
            return ""
        propre = valeur.strip()
        if requis and not propre:
            self.fautes.append(f"{ou} : « {nom} » est vide.")
        if len(propre) > longueur:
            self.fautes.append(f"{ou} : « {nom} » dépasse {longueur} signes.")
        return propre

    def lignes(self, brut: Any, ou: str, maximum: int, quoi: str) -> list[Mapping[str, Any]]:
        if brut is None:
            return []
        if not isinstance(brut, list | tuple) or not all(isinstance(ligne, Mapping) for ligne in brut):
            self.fautes.append(f"{ou} : la liste des {quoi} est mal écrite.")
            return []
        if len(brut) > maximum:
            self.fautes.append(f"{ou} : {maximum} {quoi} au plus.")
        return list(brut[:maximum])

    def entier(self, brut: Mapping[str, Any], nom: str, ou: str, defaut: int) -> int:
        valeur = brut.get(nom, defaut)
        if isinstance(valeur, bool) or not isinstance(valeur, int):
            self.fautes.append(f"{ou} : « {nom} » doit être un nombre entier.")
            return defaut
        return valeur

    def decimal(self, brut: Mapping[str, Any], nom: str, ou: str) -> Decimal | None:
        valeur = brut.get(nom)
        if valeur is None or valeur == "":
            return None
        try:
            lu = Decimal(str(valeur))
        except InvalidOperation:
            lu = Decimal("NaN")
        if isinstance(valeur, bool) or not lu.is_finite() or abs(lu) >= Decimal(10) ** 12:
            self.fautes.append(f"{ou} : « {nom} » doit être un nombre.")
            return None
        return lu
