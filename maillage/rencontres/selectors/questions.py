"""Reads of questions to the authority and their answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from maillage.rencontres.domain.etats import EtatRencontre, StatutReponse
from maillage.rencontres.models import QuestionAutorite, Rencontre, ReponseOfficielle
from maillage.rencontres.permissions import RENCONTRES, anime
from maillage.socle.acteur import Acteur

SANS_REPONSE = "SANS_REPONSE"


@dataclass(frozen=True)
class FiltresQuestions:
    """What the address of the list says; `statut`: of the answer in force, or SANS_REPONSE."""

    statut: str = ""
    theme: str = ""
    recherche: str = ""
    tri: str = "-posee_le"


TRIS = {"posee_le": ("posee_le", "pk"), "theme": ("theme", "-posee_le")}


def questions_visibles(acteur: Acteur) -> QuerySet[QuestionAutorite]:
    """Return the questions of the meetings that the person sees, and those of no meeting."""
    if not acteur.peut(RENCONTRES):
        return QuestionAutorite.objects.none()
    lues = QuestionAutorite.objects.select_related("rencontre").prefetch_related("reponses")
    return lues if anime(acteur) else lues.exclude(rencontre__etat=EtatRencontre.BROUILLON)


def lister_questions(acteur: Acteur, filtres: FiltresQuestions) -> QuerySet[QuestionAutorite]:
    """Return the questions that fit, the latest first."""
    lues = questions_visibles(acteur)
    en_cours = ReponseOfficielle.objects.filter(question=OuterRef("pk")).exclude(statut=StatutReponse.REMPLACEE)
    if filtres.statut == SANS_REPONSE:
        lues = lues.filter(~Exists(en_cours))
    elif filtres.statut:
        lues = lues.filter(Exists(en_cours.filter(statut=filtres.statut)))
    if filtres.theme:
        lues = lues.filter(theme=filtres.theme)
    if filtres.recherche:
        mots = filtres.recherche
        lues = lues.filter(
            Q(texte__icontains=mots)
            | Q(theme__icontains=mots)
            | Exists(ReponseOfficielle.objects.filter(question=OuterRef("pk"), texte__icontains=mots))
        )
    voulu = filtres.tri if filtres.tri.lstrip("-") in TRIS else "-posee_le"
    ordonnees = lues.order_by(*TRIS[voulu.lstrip("-")])
    return ordonnees.reverse() if voulu.startswith("-") else ordonnees


def question_par_identifiant(acteur: Acteur, identifiant: str) -> QuestionAutorite | None:
    return questions_visibles(acteur).filter(identifiant=identifiant).first()


def en_vigueur(question: QuestionAutorite) -> ReponseOfficielle | None:
    """Return the answer in force; reads `reponses` (prefetched in lists)."""
    return next((r for r in question.reponses.all() if r.statut != StatutReponse.REMPLACEE), None)


def themes_des_questions(acteur: Acteur) -> list[str]:
    """Return the themes used, sorted."""
    themes = questions_visibles(acteur).exclude(theme="").prefetch_related(None)
    return sorted(set(themes.order_by("theme").values_list("theme", flat=True)))


def questions_de(rencontre: Rencontre) -> list[QuestionAutorite]:
    """Return the questions asked at a meeting, the first asked first (2 queries)."""
    return list(rencontre.questions.prefetch_related("reponses").order_by("posee_le", "pk"))
