"""Keeping the words of sheets and questions as stems, each time what readers see changes (see domain.recherche)."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.recherche import POIDS_MOTS, POIDS_RESUME, POIDS_TEXTE, POIDS_TITRE, peser
from maillage.bibliotheque.domain.vocabulaire import GenreEtiquette
from maillage.bibliotheque.models import Fiche, QuestionFaq, TermeIndexe


def termes_de_fiche(fiche: Fiche, *, corps: str, etiquettes: Iterable[tuple[str, str]]) -> list[TermeIndexe]:
    """Return the stems of a sheet, not saved; `etiquettes`: (kind, code)."""
    lues = list(etiquettes)
    mots = " ".join(code for genre, code in lues if genre == GenreEtiquette.MOT)
    themes = " ".join(referentiels.libelle_theme(code) for genre, code in lues if genre == GenreEtiquette.THEME)
    poids = peser(
        [
            (fiche.titre, POIDS_TITRE),
            (mots, POIDS_MOTS),
            (f"{fiche.resume} {themes} {referentiels.libelle_dimension(fiche.dimension)}", POIDS_RESUME),
            (corps, POIDS_TEXTE),
        ]
    )
    return [TermeIndexe(fiche=fiche, terme=terme, poids=valeur) for terme, valeur in poids.items()]


def indexer_fiche(fiche: Fiche) -> None:
    """Write again the stems of what readers see of a sheet."""
    lue = fiche.version or fiche.travail
    corps = f"{lue.texte} {lue.transcription}" if lue else ""
    fiche.termes.all().delete()
    etiquettes = list(fiche.etiquettes.values_list("genre", "code"))
    TermeIndexe.objects.bulk_create(termes_de_fiche(fiche, corps=corps, etiquettes=etiquettes))


def indexer_les_fiches_internes(dispositif_id: int) -> None:
    """Write the stems of the inner sheets of a dispositif that has just arrived."""
    for fiche in Fiche.objects.filter(dispositif_id=dispositif_id).select_related("version", "travail"):
        indexer_fiche(fiche)


def termes_de_question(question: QuestionFaq, reponse: str) -> list[TermeIndexe]:
    """Return the stems of a question and of its answer, not saved."""
    theme = referentiels.libelle_theme(question.theme)
    poids = peser([(question.texte, POIDS_TITRE), (theme, POIDS_RESUME), (reponse, POIDS_TEXTE)])
    return [TermeIndexe(question=question, terme=terme, poids=valeur) for terme, valeur in poids.items()]


def indexer_question(question: QuestionFaq) -> None:
    """Write again the stems of a question."""
    derniere = question.reponses.first()
    question.termes.all().delete()
    TermeIndexe.objects.bulk_create(termes_de_question(question, derniere.texte if derniere else ""))
