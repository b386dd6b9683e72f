"""A question read by the answers to another one (crossed): shown whole, or not at all.

Every crossed cell is nobody or at least the floor, non-response included; otherwise the whole question is refused, and no margin can give a
withheld cell back by subtraction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.enquetes.domain.depouillement import EXCLUSIFS
from maillage.enquetes.domain.parcours import Contenu, choisis
from maillage.enquetes.domain.publication import arrondir, moyenne_publiable, somme_hors_de_danger
from maillage.enquetes.domain.questionnaire import QuestionEnquete, Questionnaire, TypeQuestion

CROISABLES = EXCLUSIFS | {TypeQuestion.MULTIPLE, TypeQuestion.NOMBRE}
REFUS_VARIABLE = (
    "Une des réponses à cette question, ou l'absence de réponse, compte moins de {plancher} personnes : "
    "les résultats ne peuvent pas être lus selon elle."
)
REFUS_QUESTION = "Un de leurs croisements compte moins de {plancher} personnes."
DEUX = 2


@dataclass(frozen=True)
class CroisementPublie:
    """A question by groups: rows are its choices, columns the groups, values in per cent (or means for a number). `masque`: why it is not shown."""

    question: QuestionEnquete
    groupes: tuple[tuple[str, int], ...] = ()
    lignes: tuple[tuple[str, tuple[Decimal | None, ...]], ...] = ()
    masque: str = ""


def ventilable(question: QuestionEnquete) -> bool:
    """Tell whether results may be read by this question at all: exclusive choices, asked of everyone."""
    return question.type in EXCLUSIFS and not question.si


def groupes_de(
    variable: QuestionEnquete, contenus: Sequence[Contenu], plancher: int
) -> dict[str, list[Contenu]] | None:
    """Return the answers of each group, None when a group (or those who did not answer) is under the floor, or when there is but one."""
    groupes: dict[str, list[Contenu]] = {choix.code: [] for choix in variable.modalites}
    muets = 0
    for contenu in contenus:
        if variable.code in contenu:
            groupes[str(contenu[variable.code])].append(contenu)
        else:
            muets += 1
    pleins = {code: siens for code, siens in groupes.items() if siens}
    sur = somme_hors_de_danger([muets, *(len(siens) for siens in pleins.values())], plancher)
    return pleins if sur and len(pleins) >= DEUX else None


def ventiler(
    questionnaire: Questionnaire, variable: QuestionEnquete, contenus: Sequence[Contenu], *, plancher: int
) -> list[CroisementPublie] | None:
    """Return each question by the groups of the variable, None when the groups themselves are too small."""
    groupes = groupes_de(variable, contenus, plancher) if ventilable(variable) else None
    if groupes is None:
        return None
    entetes = tuple((variable.libelle_du_choix(code), len(siens)) for code, siens in groupes.items())
    voulues = [q for q in questionnaire.questions() if q.type in CROISABLES and q.code != variable.code]
    return [_croiser(question, list(groupes.values()), entetes, plancher) for question in voulues]


def _croiser(
    question: QuestionEnquete, groupes: list[list[Contenu]], entetes: tuple[tuple[str, int], ...], plancher: int
) -> CroisementPublie:
    donnees = [[contenu[question.code] for contenu in siens if question.code in contenu] for siens in groupes]
    muets = [len(siens) - len(valeurs) for siens, valeurs in zip(groupes, donnees, strict=True)]
    if not somme_hors_de_danger(muets, plancher) or any(len(valeurs) < plancher for valeurs in donnees):
        return CroisementPublie(question, masque=REFUS_QUESTION.format(plancher=plancher))
    comptes = [Counter(code for valeur in valeurs for code in choisis(valeur)) for valeurs in donnees]
    if question.type is not TypeQuestion.NOMBRE and _tous_montrables(question, comptes, donnees, plancher):
        return CroisementPublie(question, entetes, _parts(question, comptes, [len(v) for v in donnees]))
    if question.type in {TypeQuestion.NOMBRE, TypeQuestion.ECHELLE}:
        decimales = question.decimales + 1
        moyennes = tuple(
            moyenne_publiable([Decimal(v) for v in valeurs], plancher=plancher, decimales=decimales)
            for valeurs in donnees
        )
        if None not in moyennes:
            return CroisementPublie(question, entetes, ((f"Moyenne {question.unite}".strip(), moyennes),))
    return CroisementPublie(question, masque=REFUS_QUESTION.format(plancher=plancher))


def _tous_montrables(
    question: QuestionEnquete, comptes: Sequence[Counter[str]], donnees: Sequence[Sequence[object]], plancher: int
) -> bool:
    """Tell whether every crossed cell may be shown, its complement too when choices may go together."""
    for compte, valeurs in zip(comptes, donnees, strict=True):
        nombres = [compte[choix.code] for choix in question.modalites]
        autres = [] if question.type in EXCLUSIFS else [len(valeurs) - nombre for nombre in nombres]
        if not somme_hors_de_danger([*nombres, *autres], plancher):
            return False
    return True


def _parts(
    question: QuestionEnquete, comptes: Sequence[Counter[str]], tailles: Sequence[int]
) -> tuple[tuple[str, tuple[Decimal | None, ...]], ...]:
    return tuple(
        (
            choix.libelle,
            tuple(arrondir(Decimal(100 * c[choix.code]) / n) for c, n in zip(comptes, tailles, strict=True)),
        )
        for choix in question.modalites
    )
