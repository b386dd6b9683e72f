"""Reading what someone answered: each value checked against its question, hidden questions left out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.parcours import Contenu, est_montree
from maillage.enquetes.domain.questionnaire import QuestionEnquete, Questionnaire, TypeQuestion
from maillage.socle.domain.typographie import ecrire_nombre

INCONNU = "Cette réponse n'est pas proposée : choisissez dans la liste."
CHIFFRES_MAX = 20


def lire_reponse(question: QuestionEnquete, brut: Any) -> Any:
    """Return the value to keep, None when nothing is answered; raises ErreurEnquete (its `champ` is the question)."""
    try:
        valeur = _LECTURES[question.type](question, brut)
    except ErreurEnquete as refus:
        raise ErreurEnquete(refus.message, champ=question.code) from refus
    if valeur is None and question.obligatoire:
        raise ErreurEnquete("Cette question attend une réponse.", champ=question.code)
    return valeur


def lire_contenu(questionnaire: Questionnaire, brut: Contenu) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what may be kept, in the order of the questions, and what to say of the rest by question."""
    garde: dict[str, Any] = {}
    fautes: dict[str, str] = {}
    for question in questionnaire.questions():
        if not est_montree(question, garde):
            continue
        try:
            valeur = lire_reponse(question, brut.get(question.code))
        except ErreurEnquete as refus:
            fautes[question.code] = refus.message
            continue
        if valeur is not None:
            garde[question.code] = valeur
    return garde, fautes


def _un_choix(question: QuestionEnquete, brut: Any) -> str | None:
    if brut is None or brut == "":
        return None
    if not isinstance(brut, str) or brut not in {choix.code for choix in question.modalites}:
        raise ErreurEnquete(INCONNU)
    return brut


def _des_choix(question: QuestionEnquete, brut: Any) -> list[str] | None:
    donnes = brut if isinstance(brut, list | tuple) else [] if brut in {None, ""} else [brut]
    connus = [choix.code for choix in question.choix]
    if any(not isinstance(code, str) or code not in connus for code in donnes):
        raise ErreurEnquete(INCONNU)
    return [code for code in connus if code in donnes] or None


def _un_tableau(question: QuestionEnquete, brut: Any) -> dict[str, str] | None:
    donnes = brut if isinstance(brut, Mapping) else {}
    lues = {ligne.code: _un_choix(question, donnes.get(ligne.code)) for ligne in question.lignes}
    gardees = {code: valeur for code, valeur in lues.items() if valeur is not None}
    if question.obligatoire and len(gardees) < len(question.lignes):
        raise ErreurEnquete("Répondez à chaque ligne.")
    return gardees or None


def _un_nombre(question: QuestionEnquete, brut: Any) -> str | None:
    mots = "".join(str(brut if brut is not None else "").split()).replace(",", ".")
    if not mots:
        return None
    try:
        nombre = Decimal(mots) if len(mots) <= CHIFFRES_MAX else Decimal("NaN")
    except InvalidOperation:
        nombre = Decimal("NaN")
    if not nombre.is_finite():
        raise ErreurEnquete("Écrivez un nombre, en chiffres, comme 12 ou 12,5.")
    if nombre != round(nombre, question.decimales):
        attendu = f"avec {question.decimales} décimales au plus" if question.decimales else "sans virgule"
        raise ErreurEnquete(f"Écrivez un nombre {attendu}.")
    bas, haut = question.minimum, question.maximum
    if (bas is not None and nombre < bas) or (haut is not None and nombre > haut):
        raise ErreurEnquete(f"Écrivez un nombre {bornes_en_mots(question)}.")
    return f"{nombre.normalize():f}"


def bornes_en_mots(question: QuestionEnquete) -> str:
    """« de 0 à 100 », « de 0 au moins », « de 100 au plus », or nothing."""
    bas, haut = question.minimum, question.maximum
    if bas is not None and haut is not None:
        return f"de {ecrire_nombre(bas)} à {ecrire_nombre(haut)}"
    if bas is not None:
        return f"de {ecrire_nombre(bas)} au moins"
    return f"de {ecrire_nombre(haut)} au plus" if haut is not None else ""


def _un_texte(question: QuestionEnquete, brut: Any) -> str | None:
    texte = str(brut if brut is not None else "").replace("\x00", "").replace("\r\n", "\n").strip()
    if len(texte) > question.longueur:
        raise ErreurEnquete(f"Votre texte a {len(texte)} signes : {question.longueur} au plus.")
    return texte or None


_LECTURES: dict[TypeQuestion, Any] = {
    TypeQuestion.UNIQUE: _un_choix,
    TypeQuestion.ECHELLE: _un_choix,
    TypeQuestion.MULTIPLE: _des_choix,
    TypeQuestion.MATRICE: _un_tableau,
    TypeQuestion.NOMBRE: _un_nombre,
    TypeQuestion.TEXTE: _un_texte,
}
