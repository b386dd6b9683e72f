"""The list of young people of a dispositif: search, filters, sort, and one row each in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy

from maillage.parcours.domain.age import age_le
from maillage.parcours.models import Jeune, PeriodeModalite, Phase
from maillage.parcours.selectors.connus import AvecCle, jeunes_visibles
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import Modalite, TypePhase

TRIS = {
    "nom": ("nom", "prenom", "pk"),
    "-nom": ("-nom", "-prenom", "-pk"),
    "age": ("-naissance", "nom", "pk"),
    "-age": ("naissance", "nom", "pk"),
    "entree": ("entree", "nom", "pk"),
    "-entree": ("-entree", "nom", "pk"),
}
SANS_PHASE = "SANS"
PRIORITES = (TypePhase.ACCOMPAGNEMENT, TypePhase.SUIVI_POST_SORTIE, TypePhase.PRE_ADMISSION, TypePhase.PONCTUEL)
"""Order of R7."""


@dataclass(frozen=True)
class FiltresJeunes:
    """What the address asks for: words, phase in course (or SANS), open modality, sort."""

    recherche: str = ""
    phase: str = ""
    modalite: str = ""
    tri: str = "nom"


@dataclass(frozen=True)
class LigneJeune:
    """One row of the list, on a date."""

    jeune: Jeune
    age: int | None
    phase: Phase | None
    modalites: tuple[str, ...]
    entree: date | None


def lister_jeunes(acteur: Acteur, dispositif: AvecCle, filtres: FiltresJeunes, *, le: date) -> QuerySet[Jeune]:
    """Return the young people that answer the filters on that date, sorted, ready for `lignes_jeunes`."""
    ici = {"jeune": OuterRef("pk"), "dispositif_id": dispositif.pk}
    premiere = Phase.objects.filter(type=TypePhase.ACCOMPAGNEMENT, **ici).order_by().values("jeune")
    jeunes = jeunes_visibles(acteur, dispositif).annotate(
        entree=Subquery(premiere.annotate(premier=Min("debut")).values("premier"))
    )
    for mot in filtres.recherche.split():
        jeunes = jeunes.filter(Q(nom__icontains=mot) | Q(prenom__icontains=mot) | Q(identifiant__iexact=mot))
    if filtres.phase == SANS_PHASE:
        jeunes = jeunes.filter(~Exists(Phase.objects.filter(en_cours(le), **ici)))
    elif filtres.phase:
        jeunes = jeunes.filter(Exists(Phase.objects.filter(en_cours(le), type=filtres.phase, **ici)))
    if filtres.modalite:
        jeunes = jeunes.filter(Exists(PeriodeModalite.objects.filter(en_cours(le), modalite=filtres.modalite, **ici)))
    return _avec_parcours(jeunes, dispositif.pk, le).order_by(*_tri(filtres.tri))


def lignes_jeunes(jeunes: Iterable[Jeune], *, le: date) -> list[LigneJeune]:
    """Turn young people read by `lister_jeunes` into rows; no query but theirs."""
    return [_ligne(jeune, le) for jeune in jeunes]


def en_cours(le: date) -> Q:
    """The dated facts that cover a date."""
    return Q(debut__lte=le) & (Q(fin__isnull=True) | Q(fin__gte=le))


def _avec_parcours(jeunes: QuerySet[Jeune], dispositif_id: int, le: date) -> QuerySet[Jeune]:
    return jeunes.prefetch_related(
        Prefetch("phases", Phase.objects.filter(en_cours(le), dispositif_id=dispositif_id), to_attr="phases_en_cours"),
        Prefetch(
            "periodes",
            PeriodeModalite.objects.filter(en_cours(le), dispositif_id=dispositif_id),
            to_attr="periodes_en_cours",
        ),
    )


def _tri(tri: str) -> list[OrderBy]:
    champs = TRIS.get(tri, TRIS["nom"])
    return [
        (F(champ.lstrip("-")).desc(nulls_last=True) if champ.startswith("-") else F(champ).asc(nulls_last=True))
        for champ in champs
    ]


def _ligne(jeune: Jeune, le: date) -> LigneJeune:
    phases: list[Phase] = jeune.phases_en_cours  # type: ignore[attr-defined]
    ouvertes = {periode.modalite for periode in jeune.periodes_en_cours}  # type: ignore[attr-defined]
    return LigneJeune(
        jeune=jeune,
        age=age_le(jeune.naissance, le) if jeune.naissance else None,
        phase=min(phases, key=lambda phase: PRIORITES.index(TypePhase(phase.type)), default=None),
        modalites=tuple(code for code in Modalite.values if code in ouvertes),
        entree=jeune.entree,  # type: ignore[attr-defined]
    )
