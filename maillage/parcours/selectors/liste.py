"""The list of young people of a dispositif: search, filters, sort, and one row each in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy

from maillage.parcours.domain.age import age_le
from maillage.parcours.models import Jeune, PeriodeModalite, Phase
from maillage.parcours.selectors.connus import AvecCle, jeunes_visibles
from maillage.parcours.selectors.equipe import referents_par_jeune
from maillage.parcours.selectors.ruban import PeriodeLue, mini_ruban, periodes_par_jeune
from maillage.parcours.selectors.sections import DROIT_DOSSIERS, jeunes_de_mes_equipes, sections_par_jeune
from maillage.socle.acteur import Acteur
from maillage.socle.domain.ruban import A_VENIR, Fenetre, Ruban
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


PASSE_DU_RUBAN = relativedelta(years=3)
MES_JEUNES, TOUS_LES_JEUNES = "mes", "tous"
TRI_OUVERT = frozenset({"nom", "-nom"})
"""Sorts that say nothing of a closed file."""


@dataclass(frozen=True)
class FiltresJeunes:
    """What the address asks for: words, phase in course (or SANS), open modality, team (mes, tous or as suits the person), sort."""

    recherche: str = ""
    phase: str = ""
    modalite: str = ""
    equipe: str = ""
    tri: str = "nom"


@dataclass(frozen=True)
class LigneJeune:
    """One row of the list, on a date: `ouvert` tells whether the path is open to the person; closed, only the name stands."""

    jeune: Jeune
    ouvert: bool
    age: int | None = None
    naissance: date | None = None
    phase: Phase | None = None
    modalites: tuple[str, ...] = ()
    entree: date | None = None
    referent: str = ""
    ruban: Ruban | None = None


def lister_jeunes(acteur: Acteur, dispositif: AvecCle, filtres: FiltresJeunes, *, le: date) -> QuerySet[Jeune]:
    """Return the young people that answer the filters on that date, sorted, ready for `lignes_jeunes`."""
    ici = {"jeune": OuterRef("pk"), "dispositif_id": dispositif.pk}
    premiere = Phase.objects.filter(type=TypePhase.ACCOMPAGNEMENT, **ici).order_by().values("jeune")
    jeunes = _de_mes_equipes(acteur, dispositif, filtres, le).annotate(
        entree=Subquery(premiere.annotate(premier=Min("debut")).values("premier"))
    )
    for mot in filtres.recherche.split():
        jeunes = jeunes.filter(
            Q(nom__icontains=mot) | Q(nom_usage__icontains=mot) | Q(prenom__icontains=mot) | Q(identifiant__iexact=mot)
        )
    if filtres.phase == SANS_PHASE:
        jeunes = jeunes.filter(~Exists(Phase.objects.filter(en_cours(le), **ici)))
    elif filtres.phase:
        jeunes = jeunes.filter(Exists(Phase.objects.filter(en_cours(le), type=filtres.phase, **ici)))
    if filtres.modalite:
        jeunes = jeunes.filter(Exists(PeriodeModalite.objects.filter(en_cours(le), modalite=filtres.modalite, **ici)))
    return _avec_parcours(jeunes, dispositif.pk, le).order_by(*_tri(filtres.tri))


def lignes_jeunes(acteur: Acteur, dispositif: AvecCle, jeunes: Iterable[Jeune], *, le: date) -> list[LigneJeune]:
    """Turn young people read by `lister_jeunes` into rows, each as open as its file (3 queries at most besides theirs)."""
    lus = list(jeunes)
    cles = [jeune.pk for jeune in lus]
    sections = sections_par_jeune(acteur, cles, dispositif.pk, le)
    ouverts = [cle for cle in cles if "parcours" in sections[cle]]
    referents = defaultdict(str, referents_par_jeune(ouverts, dispositif.pk, le))
    fenetre = fenetre_de_la_liste(le)
    periodes = periodes_par_jeune(ouverts, dispositif.pk, fenetre)
    return [
        _ligne(jeune, sections[jeune.pk], referents[jeune.pk], periodes[jeune.pk], fenetre)
        if jeune.pk in periodes
        else _ligne_fermee(jeune, sections[jeune.pk], le)
        for jeune in lus
    ]


def fenetre_de_la_liste(le: date) -> Fenetre:
    """The window of time that every small ribbon of the list shows."""
    return Fenetre(le - PASSE_DU_RUBAN, le + A_VENIR, le)


def limitee_aux_miens(acteur: Acteur, dispositif: AvecCle, filtres: FiltresJeunes, *, le: date) -> bool:
    """Tell whether the list only holds the young people of the person's teams: asked for, ordinary, or all that a filter may tell them."""
    if filtres.equipe == MES_JEUNES:
        return True
    if acteur.peut(DROIT_DOSSIERS, dispositif_id=dispositif.pk):
        return False
    if filtres.phase or filtres.modalite or filtres.tri not in TRI_OUVERT:
        return True
    return not filtres.equipe and not filtres.recherche and bool(jeunes_de_mes_equipes(acteur, dispositif.pk, le))


def _de_mes_equipes(acteur: Acteur, dispositif: AvecCle, filtres: FiltresJeunes, le: date) -> QuerySet[Jeune]:
    jeunes = jeunes_visibles(acteur, dispositif)
    if limitee_aux_miens(acteur, dispositif, filtres, le=le):
        return jeunes.filter(pk__in=jeunes_de_mes_equipes(acteur, dispositif.pk, le))
    return jeunes


def en_cours(le: date) -> Q:
    """The dated facts that cover a date."""
    return Q(debut__lte=le) & (Q(fin__isnull=True) | Q(fin__gte=le))


def _avec_parcours(jeunes: QuerySet[Jeune], dispositif_id: int, le: date) -> QuerySet[Jeune]:
    return jeunes.prefetch_related(
        Prefetch("phases", Phase.objects.filter(en_cours(le), dispositif_id=dispositif_id), to_attr="phases_en_cours"),
    )


def _tri(tri: str) -> list[OrderBy]:
    champs = TRIS.get(tri, TRIS["nom"])
    return [
        (F(champ.lstrip("-")).desc(nulls_last=True) if champ.startswith("-") else F(champ).asc(nulls_last=True))
        for champ in champs
    ]


def _ligne_fermee(jeune: Jeune, sections: frozenset[str], le: date) -> LigneJeune:
    naissance = jeune.naissance if "identite" in sections else None
    return LigneJeune(jeune=jeune, ouvert=False, age=age_le(naissance, le) if naissance else None, naissance=naissance)


def _ligne(
    jeune: Jeune, sections: frozenset[str], referent: str, periodes: list[PeriodeLue], fenetre: Fenetre
) -> LigneJeune:
    le = fenetre.aujourd_hui
    phases: list[Phase] = jeune.phases_en_cours  # type: ignore[attr-defined]
    ouvertes = {p.modalite for p in periodes if p.debut <= le and (p.fin is None or le <= p.fin)}
    return replace(
        _ligne_fermee(jeune, sections, le),
        ouvert=True,
        phase=min(phases, key=lambda phase: PRIORITES.index(TypePhase(phase.type)), default=None),
        modalites=tuple(code for code in Modalite.values if code in ouvertes),
        entree=jeune.entree,  # type: ignore[attr-defined]
        referent=referent,
        ruban=mini_ruban(periodes, fenetre),
    )
