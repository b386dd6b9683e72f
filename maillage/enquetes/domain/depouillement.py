"""From the answers to what may be read of them: one result a question, each under the rules of `publication`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from maillage.enquetes.domain.parcours import Contenu, choisis, est_montree
from maillage.enquetes.domain.publication import (
    RepartitionPubliee,
    arrondir,
    classer,
    encadrer,
    hors_de_danger,
    moyenne_publiable,
    repartir,
    somme_hors_de_danger,
)
from maillage.enquetes.domain.questionnaire import QuestionEnquete, Questionnaire, TypeQuestion

SOUS_LE_PLANCHER = "Moins de {plancher} réponses : rien n'est montré."
PETIT_GROUPE = "Cette question n'est posée qu'à un groupe trop petit, ou trop proche de l'ensemble : rien n'est montré."
EXCLUSIFS = frozenset({TypeQuestion.UNIQUE, TypeQuestion.ECHELLE})


@dataclass(frozen=True)
class ResultatQuestion:
    """What may be read of a question. `masque` says why nothing is; `concernees`: answers to which the question was shown."""

    question: QuestionEnquete
    section: str
    concernees: int
    repondants: int
    masque: str = ""
    repartitions: tuple[RepartitionPubliee, ...] = ()
    moyenne: Decimal | None = None
    textes: tuple[str, ...] = ()

    @property
    def sans_reponse(self) -> int:
        return self.concernees - self.repondants

    @property
    def regroupe(self) -> bool:
        """Tell whether something of it is withheld or counted together."""
        return any(not repartition.entiere for repartition in self.repartitions)


@dataclass(frozen=True)
class Depouillement:
    """The results of a wave in one version; `total` is None while they stay closed: fewer answers than the floor."""

    total: int | None
    plancher: int
    questions: tuple[ResultatQuestion, ...] = ()

    def question(self, code: str) -> ResultatQuestion | None:
        return next((resultat for resultat in self.questions if resultat.question.code == code), None)


def depouiller(questionnaire: Questionnaire, contenus: Sequence[Contenu], *, plancher: int, sel: str) -> Depouillement:
    """Return the results; `sel` orders the free texts, differently for each question, so that nothing follows a person from one to the next."""
    if len(contenus) < plancher:
        return Depouillement(None, plancher)
    questions = tuple(
        _resultat(questionnaire, question, contenus, plancher, sel, section.titre)
        for section in questionnaire.sections
        for question in section.questions
    )
    return Depouillement(len(contenus), plancher, questions)


def _resultat(
    questionnaire: Questionnaire,
    question: QuestionEnquete,
    contenus: Sequence[Contenu],
    plancher: int,
    sel: str,
    section: str,
) -> ResultatQuestion:
    concernes = [contenu for contenu in contenus if est_montree(question, contenu)]
    valeurs = [contenu[question.code] for contenu in concernes if question.code in contenu]
    if not _groupe_montrable(questionnaire, question, contenus, plancher):
        return ResultatQuestion(question, section, 0, 0, PETIT_GROUPE)
    if len(valeurs) < plancher:
        return ResultatQuestion(question, section, 0, 0, SOUS_LE_PLANCHER.format(plancher=plancher))
    nombres = (len(concernes), len(valeurs))
    if question.type is TypeQuestion.TEXTE:
        return ResultatQuestion(question, section, *nombres, textes=melanger(valeurs, f"{sel}:{question.code}"))
    if question.type is TypeQuestion.NOMBRE:
        decimaux = [Decimal(valeur) for valeur in valeurs]
        moyenne = moyenne_publiable(decimaux, plancher=plancher, decimales=question.decimales + 1)
        classes = (classer(decimaux, plancher=plancher),)
        return ResultatQuestion(question, section, *nombres, repartitions=classes, moyenne=moyenne)
    repartitions = repartitions_de(question, valeurs, plancher)
    return ResultatQuestion(
        question, section, *nombres, repartitions=repartitions, moyenne=_degre_moyen(question, valeurs, repartitions)
    )


def repartitions_de(
    question: QuestionEnquete, valeurs: Sequence[object], plancher: int
) -> tuple[RepartitionPubliee, ...]:
    """Share out the values of a question with choices: one share, or one a line of a table."""
    if question.type is TypeQuestion.MULTIPLE:
        comptes = Counter(code for valeur in valeurs for code in choisis(valeur))
        return (encadrer(question.choix, comptes, repondants=len(valeurs), plancher=plancher),)
    if question.type is TypeQuestion.MATRICE:
        lignes = []
        for ligne in question.lignes:
            donnes = Counter(
                valeur[ligne.code] for valeur in valeurs if isinstance(valeur, dict) and ligne.code in valeur
            )
            lignes.append(repartir(question.choix, donnes, plancher=plancher, titre=ligne.libelle))
        return tuple(lignes)
    return (repartir(question.modalites, Counter(str(valeur) for valeur in valeurs), plancher=plancher),)


def _degre_moyen(
    question: QuestionEnquete, valeurs: Sequence[str], repartitions: tuple[RepartitionPubliee, ...]
) -> Decimal | None:
    """Return the mean of a scale, only when every degree shows: otherwise it would tell what is counted together."""
    if question.type is not TypeQuestion.ECHELLE or not repartitions[0].entiere:
        return None
    return arrondir(Decimal(sum(int(valeur) for valeur in valeurs)) / len(valeurs))


def _groupe_montrable(
    questionnaire: Questionnaire, question: QuestionEnquete, contenus: Sequence[Contenu], plancher: int
) -> bool:
    """Tell whether knowing how many met the question gives away nothing that the earlier questions withhold."""
    if not question.si:
        return True
    concernes = [contenu for contenu in contenus if est_montree(question, contenu)]
    if not somme_hors_de_danger((len(concernes), len(contenus) - len(concernes)), plancher):
        return False
    for condition in question.si:
        source = questionnaire.question(condition.question)
        if source is None or not _source_lisible(questionnaire, source, contenus, plancher):
            return False
        remplie = [c for c in contenus if set(choisis(c.get(source.code))) & set(condition.parmi)]
        ecarts = [len(remplie) - len(concernes), *_recouvrements(remplie, source.code, condition.parmi)]
        if not somme_hors_de_danger(ecarts, plancher):
            return False
    return True


def _recouvrements(remplie: Sequence[Contenu], code: str, parmi: Sequence[str]) -> list[int]:
    """Return how many chose each pair of the choices of a condition, or one without the other: a union tells it when its parts are known."""
    ensembles = [{rang for rang, c in enumerate(remplie) if choix in choisis(c.get(code))} for choix in parmi]
    paires = [(a, b) for n, a in enumerate(ensembles) for b in ensembles[n + 1 :] if a and b]
    return [len(part) for a, b in paires for part in (a & b, a - b, b - a)]


def _source_lisible(
    questionnaire: Questionnaire, source: QuestionEnquete, contenus: Sequence[Contenu], plancher: int
) -> bool:
    valeurs = [contenu[source.code] for contenu in contenus if source.code in contenu]
    if not hors_de_danger(len(contenus) - len(valeurs), plancher) or len(valeurs) < plancher:
        return False
    entiere = all(repartition.entiere for repartition in repartitions_de(source, valeurs, plancher))
    return entiere and _groupe_montrable(questionnaire, source, contenus, plancher)


def melanger(textes: Sequence[str], sel: str) -> tuple[str, ...]:
    """Return the texts in an order that is always the same, and has nothing of the order in which they came."""
    return tuple(sorted(textes, key=lambda texte: empreinte_de_texte(texte, sel)))


def empreinte_de_texte(texte: str, sel: str) -> str:
    return sha256(f"{sel}\n{texte}".encode()).hexdigest()
