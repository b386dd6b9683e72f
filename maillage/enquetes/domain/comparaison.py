"""Two questionnaires side by side: what changed from a version to the next, and which questions of two waves may be compared."""

from __future__ import annotations

from dataclasses import dataclass, fields

from maillage.enquetes.domain.questionnaire import QuestionEnquete, Questionnaire, TypeQuestion

AJOUTEE, RETIREE, MODIFIEE, DEPLACEE = "Ajoutée", "Retirée", "Modifiée", "Déplacée"
CHAMPS = {
    "libelle": "Libellé",
    "type": "Type",
    "aide": "Aide",
    "obligatoire": "Obligatoire",
    "choix": "Choix",
    "lignes": "Lignes",
    "bas": "Premier degré",
    "haut": "Dernier degré",
    "libelle_bas": "Mots du premier degré",
    "libelle_haut": "Mots du dernier degré",
    "unite": "Unité",
    "minimum": "Plus petite valeur",
    "maximum": "Plus grande valeur",
    "decimales": "Décimales",
    "longueur": "Longueur",
    "si": "Condition",
}


@dataclass(frozen=True)
class ChangementQuestion:
    """What happened to a question between two versions; `details`: field, before, after. `rompt`: its answers can no longer be compared."""

    nature: str
    libelle: str
    details: tuple[tuple[str, str, str], ...] = ()
    rompt: bool = False


def differences(avant: Questionnaire, apres: Questionnaire) -> list[ChangementQuestion]:
    """Return what changed, in the order of the new version, what went last."""
    anciennes = {question.code: question for question in avant.questions()}
    nouvelles = {question.code: question for question in apres.questions()}
    communes = [code for code in anciennes if code in nouvelles]
    restees = _restees(communes, [code for code in nouvelles if code in anciennes])
    changements: list[ChangementQuestion] = []
    for code, question in nouvelles.items():
        if code not in anciennes:
            changements.append(ChangementQuestion(AJOUTEE, question.libelle))
        elif question != anciennes[code]:
            rompt = not comparables(anciennes[code], question)
            changements.append(
                ChangementQuestion(MODIFIEE, question.libelle, _details(anciennes[code], question), rompt)
            )
        elif code not in restees:
            changements.append(ChangementQuestion(DEPLACEE, question.libelle))
    partis = [question for code, question in anciennes.items() if code not in nouvelles]
    return changements + [ChangementQuestion(RETIREE, question.libelle, rompt=True) for question in partis]


def comparables(une: QuestionEnquete, autre: QuestionEnquete) -> bool:
    """Tell whether the answers mean the same: same type and same possible answers; words may be mended."""
    if une.type is not autre.type:
        return False
    if une.type is TypeQuestion.NOMBRE:
        return une.unite == autre.unite
    return _codes(une) == _codes(autre)


def _codes(question: QuestionEnquete) -> tuple[set[str], set[str]]:
    return {choix.code for choix in question.modalites}, {ligne.code for ligne in question.lignes}


def _restees(avant: list[str], apres: list[str]) -> set[str]:
    """Return the codes of the longest run kept in order: the others were moved."""
    longueurs = [[0] * (len(apres) + 1) for _ in range(len(avant) + 1)]
    for i in range(len(avant) - 1, -1, -1):
        for j in range(len(apres) - 1, -1, -1):
            pareil = avant[i] == apres[j]
            longueurs[i][j] = longueurs[i + 1][j + 1] + 1 if pareil else max(longueurs[i + 1][j], longueurs[i][j + 1])
    gardes: set[str] = set()
    i = j = 0
    while i < len(avant) and j < len(apres):
        if avant[i] == apres[j]:
            gardes.add(avant[i])
            i, j = i + 1, j + 1
        elif longueurs[i + 1][j] >= longueurs[i][j + 1]:
            i += 1
        else:
            j += 1
    return gardes


def _details(avant: QuestionEnquete, apres: QuestionEnquete) -> tuple[tuple[str, str, str], ...]:
    changes = [c.name for c in fields(apres) if getattr(avant, c.name) != getattr(apres, c.name) and c.name in CHAMPS]
    return tuple((CHAMPS[nom], _en_mots(avant, nom), _en_mots(apres, nom)) for nom in changes)


def _en_mots(question: QuestionEnquete, nom: str) -> str:
    if nom in {"choix", "lignes"}:
        return ", ".join(choix.libelle for choix in getattr(question, nom)) or "aucun"
    if nom == "type":
        return question.libelle_type
    if nom == "si":
        return " et ".join(f"{c.question} parmi {', '.join(c.parmi)}" for c in question.si) or "toujours montrée"
    valeur = getattr(question, nom)
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return "aucune" if valeur is None or valeur == "" else str(valeur)
