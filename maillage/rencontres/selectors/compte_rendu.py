"""Everything that the one report of a meeting puts together from its dates."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from maillage.rencontres.domain.etats import EtatInscription
from maillage.rencontres.models import (
    Atelier,
    Attente,
    EmargementRencontre,
    Inscription,
    PointDeSeance,
    QuestionAutorite,
    Rencontre,
    SeanceRencontre,
)
from maillage.rencontres.selectors.questions import questions_de
from maillage.rencontres.selectors.rencontres import seances_de


@dataclass(frozen=True)
class Frequentation:
    """Who came to a date: registered, present at least once, establishments present."""

    seance: SeanceRencontre
    inscrits: int
    presents: int
    etablissements: int


@dataclass(frozen=True)
class Matiere:
    """What a report is made of; `attentes`: (theme, what came of it, words), `points` and `ateliers`: by theme or title, (place, words)."""

    rencontre: Rencontre
    frequentation: tuple[Frequentation, ...]
    presents: int
    etablissements: int
    attentes: tuple[tuple[str, str, tuple[str, ...]], ...]
    points: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    ateliers: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    questions: tuple[QuestionAutorite, ...]


def matiere_du_compte_rendu(rencontre: Rencontre) -> Matiere:
    """Return the matter of the report of a meeting (a constant number of queries)."""
    seances = seances_de(rencontre)
    lieux = {seance.pk: seance.nom_du_lieu for seance in seances}
    venues = EmargementRencontre.objects.filter(inscription__seance__rencontre=rencontre)
    presents = {
        (e[0], e[1], e[2])
        for e in venues.values_list("inscription__seance_id", "inscription_id", "inscription__cle_structure")
    }
    inscrits = Counter(
        Inscription.objects.filter(seance__rencontre=rencontre, etat=EtatInscription.INSCRIT).values_list(
            "seance_id", flat=True
        )
    )
    points = PointDeSeance.objects.filter(seance__rencontre=rencontre)
    ateliers = Atelier.objects.filter(seance__rencontre=rencontre).order_by("pk")
    return Matiere(
        rencontre=rencontre,
        frequentation=tuple(_frequentation(seance, inscrits, presents) for seance in seances),
        presents=len({cle for _, cle, _ in presents}),
        etablissements=len({structure for *_, structure in presents}),
        attentes=_attentes(rencontre),
        points=_par_titre([(point.theme, lieux[point.seance_id], point.texte) for point in points]),
        ateliers=_par_titre([(a.titre, lieux[a.seance_id], a.notes) for a in ateliers if a.notes]),
        questions=tuple(questions_de(rencontre)),
    )


def _frequentation(
    seance: SeanceRencontre, inscrits: Counter[int], presents: set[tuple[int, int, str]]
) -> Frequentation:
    siens = [(cle, structure) for date, cle, structure in presents if date == seance.pk]
    return Frequentation(seance, inscrits[seance.pk], len(siens), len({structure for _, structure in siens}))


def _attentes(rencontre: Rencontre) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    groupes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for attente in Attente.objects.filter(rencontre=rencontre).select_related("theme"):
        theme = (attente.theme.libelle, attente.theme.reponse) if attente.theme else ("", "")
        groupes[theme].append(attente.texte)
    ordonnes = sorted(groupes.items(), key=lambda groupe: (not groupe[0][0], groupe[0][0]))
    return tuple((libelle or "Autres attentes", reponse, tuple(textes)) for (libelle, reponse), textes in ordonnes)


def _par_titre(lignes: list[tuple[str, str, str]]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Put together what goes under one title, whatever the case it was written in, in the order first met."""
    titres: dict[str, str] = {}
    groupes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for titre, lieu, texte in lignes:
        cle = " ".join(titre.casefold().split())
        titres.setdefault(cle, titre)
        groupes[cle].append((lieu, texte))
    return tuple((titres[cle], tuple(siens)) for cle, siens in groupes.items())
