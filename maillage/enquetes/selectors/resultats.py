"""The results of closed waves: read from the answers each time, never shown raw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillage.enquetes.domain.comparaison import comparables
from maillage.enquetes.domain.depouillement import Depouillement, ResultatQuestion, depouiller
from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.questionnaire import QuestionEnquete, TypeQuestion
from maillage.enquetes.domain.ventilation import CroisementPublie, ventilable, ventiler
from maillage.enquetes.models import ReponseEnquete, VagueEnquete, VersionQuestionnaire
from maillage.enquetes.selectors.vagues import Participation, participation, versions_repondues

ENCORE_OUVERTE = "Les résultats se lisent une fois la vague close : lus en cours de route, deux fois de suite, ils diraient qui vient de répondre."


@dataclass(frozen=True)
class LigneComparee:
    """A question met in two waves: its results in each, or why they are not compared."""

    question: QuestionEnquete
    avant: ResultatQuestion | None
    apres: ResultatQuestion | None
    motif: str = ""


def version_lue(vague: VagueEnquete, numero: int | None) -> VersionQuestionnaire:
    """Return the version asked for if it was answered, else the most answered one, else that of the wave."""
    repondues = versions_repondues(vague)
    voulue = next((version for version, _ in repondues if version.numero == numero), None)
    return voulue or max(repondues, key=lambda r: r[1], default=(vague.version, 0))[0]


def resultats(vague: VagueEnquete, version: VersionQuestionnaire) -> Depouillement:
    """Return the results of a wave in one version; raises ErreurEnquete while it is not closed (1 query)."""
    return depouiller(
        version.questionnaire, _contenus(vague, version), plancher=vague.plancher, sel=f"{vague.identifiant}"
    )


def croisements(vague: VagueEnquete, version: VersionQuestionnaire, code: str) -> list[CroisementPublie] | None:
    """Return each question by the answers to `code`, None when its groups are too small (1 query)."""
    variable = version.questionnaire.question(code)
    contenus = _contenus(vague, version)
    if variable is None or len(contenus) < vague.plancher:
        return None
    return ventiler(version.questionnaire, variable, contenus, plancher=vague.plancher)


def variables(version: VersionQuestionnaire) -> list[QuestionEnquete]:
    """Return the questions by which results may be read."""
    return [question for question in version.questionnaire.questions() if ventilable(question)]


def comparer(
    avant: VagueEnquete, apres: VagueEnquete
) -> tuple[list[LigneComparee], tuple[Participation, Participation]]:
    """Return the questions of the later wave that the earlier one asked too, with the participation of both."""
    versions = version_lue(avant, None), version_lue(apres, None)
    lus = resultats(avant, versions[0]), resultats(apres, versions[1])
    lignes = []
    for question in versions[1].questionnaire.questions():
        ancienne = versions[0].questionnaire.question(question.code)
        if ancienne is None or question.type is TypeQuestion.TEXTE:
            continue
        motif = "" if comparables(ancienne, question) else "Les réponses proposées ont changé : rien n'est comparé."
        lignes.append(LigneComparee(question, lus[0].question(question.code), lus[1].question(question.code), motif))
    return lignes, (participation(avant), participation(apres))


def _contenus(vague: VagueEnquete, version: VersionQuestionnaire) -> list[dict[str, Any]]:
    if vague.close_le is None:
        raise ErreurEnquete(ENCORE_OUVERTE)
    reponses = ReponseEnquete.objects.filter(vague=vague, version=version).order_by("pk")
    return list(reponses.values_list("contenu", flat=True))
