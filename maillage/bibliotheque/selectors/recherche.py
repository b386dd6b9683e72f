"""Searching sheets and questions; the words looked at are only those of what the person may open."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.recherche import classer, equivalents, racines
from maillage.bibliotheque.models import Fiche, QuestionFaq, TermeIndexe
from maillage.bibliotheque.selectors.lecture import fiches_lues, questions_visibles
from maillage.socle.acteur import Acteur
from maillage.socle.domain.bilan import ResultatReseau

MOTS_MAX = 12


def chercher_fiches(fiches: QuerySet[Fiche], demande: str, *, tous: bool = True) -> list[int]:
    """Return the keys of the sheets that hold every word asked (or any, `tous=False`), the best first (2 queries)."""
    return _chercher(fiches, "fiche", demande, tous=tous)


def chercher_questions(questions: QuerySet[QuestionFaq], demande: str, *, tous: bool = True) -> list[int]:
    """Return the keys of the questions that hold every word asked (or any), the best first (2 queries)."""
    return _chercher(questions, "question", demande, tous=tous)


def _chercher(objets: QuerySet[Any], champ: str, demande: str, *, tous: bool) -> list[int]:
    termes = list(dict.fromkeys(racines(demande)))[:MOTS_MAX]
    if not termes:
        return []
    lisibles = TermeIndexe.objects.filter(**{f"{champ}__in": objets.order_by().values("pk")})
    vocabulaire = set(lisibles.values_list("terme", flat=True).distinct())
    admis = [equivalents(terme, vocabulaire) for terme in termes]
    cherches = {terme for reponses in admis for terme in reponses}
    lignes = list(lisibles.filter(terme__in=cherches).values_list(f"{champ}_id", "terme", "poids"))
    nombre = len({cle for cle, _, _ in lignes})
    if not tous:
        reunis: dict[str, float] = {}
        for reponses in admis:
            reunis.update({terme: max(note, reunis.get(terme, 0)) for terme, note in reponses.items()})
        admis = [reunis]
    return [trouvaille.cle for trouvaille in classer(admis, lignes, nombre)]


def chercher(acteur: Acteur, q: str, maximum: int = 5) -> list[ResultatReseau]:
    """Return what the library and the FAQ answer to the general search, sheets first."""
    fiches, questions = fiches_lues(acteur), questions_visibles(acteur)
    cles, cles_q = chercher_fiches(fiches, q)[:maximum], chercher_questions(questions, q)[:maximum]
    lues, posees = fiches.in_bulk(cles), questions.in_bulk(cles_q)
    trouvees = [
        ResultatReseau(
            lues[cle].titre,
            f"{lues[cle].libelle_nature}, {referentiels.libelle_dimension(lues[cle].dimension).lower()}",
            reverse("bibliotheque:fiche", args=[lues[cle].identifiant]),
        )
        for cle in cles
    ]
    trouvees += [
        ResultatReseau(
            posees[cle].texte, "Question fréquente", reverse("bibliotheque:question", args=[posees[cle].identifiant])
        )
        for cle in cles_q
    ]
    return trouvees[:maximum]
