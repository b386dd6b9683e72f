"""What anyone may read of the library: published public sheets and shown questions, for the public site and the Atom feed."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.models import Fiche, QuestionFaq
from maillage.bibliotheque.selectors.lecture import fiches_publiques
from maillage.socle.domain.bilan import PublicationReseau

MAXIMUM = 50


def publications(maximum: int = MAXIMUM) -> list[PublicationReseau]:
    """Return the latest public sheets and questions, the latest first (2 queries)."""
    lues = [_fiche(fiche) for fiche in dernieres_fiches(maximum)]
    lues += [
        _question(question) for question in QuestionFaq.objects.filter(visible=True).order_by("-posee_le")[:maximum]
    ]
    return sorted(lues, key=lambda p: (p.publiee_le, p.identifiant), reverse=True)[:maximum]


def dernieres_fiches(maximum: int = MAXIMUM) -> list[Fiche]:
    """Return the public sheets published last."""
    return list(fiches_publiques().order_by("-publiee_le", "-pk")[:maximum])


def _fiche(fiche: Fiche) -> PublicationReseau:
    return PublicationReseau(
        identifiant=f"fiche-{fiche.identifiant}",
        titre=fiche.titre,
        genre=fiche.libelle_nature,
        resume=fiche.resume,
        publiee_le=timezone.localdate(fiche.publiee_le),
        url=reverse("bibliotheque:fiche", args=[fiche.identifiant]),
        theme=referentiels.libelle_dimension(fiche.dimension),
    )


def _question(question: QuestionFaq) -> PublicationReseau:
    return PublicationReseau(
        identifiant=f"question-{question.identifiant}",
        titre=question.texte,
        genre="Question",
        resume="",
        publiee_le=question.posee_le,
        url=reverse("bibliotheque:question", args=[question.identifiant]),
        theme=referentiels.libelle_theme(question.theme),
    )
