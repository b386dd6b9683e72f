"""What a file would change, before anything is written. The same plan serves the preview and the writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from maillage.agenda.imports.domain.comparaison import Decision, Issue, decider
from maillage.agenda.imports.domain.etat import Etat
from maillage.agenda.imports.domain.reunion import Cle, Occurrence


@dataclass(frozen=True)
class Connu:
    """An événement that the key leads to, and what the source said of it last (None when it never spoke through an import)."""

    evenement_id: int
    ancien: Etat | None


@dataclass(frozen=True)
class Actuel:
    """What the agenda holds."""

    etat: Etat
    confirme: bool


@dataclass(frozen=True)
class Changement:
    """An événement to write, or only the memory of what the source said when `decision.etat` is None."""

    cle: Cle
    evenement_id: int
    ancien: Etat | None
    nouveau: Etat
    decision: Decision


@dataclass
class Plan:
    """Occurrences to create, événements to change, keys left as they are, and the issue of each line by rank."""

    ajouts: list[Occurrence] = field(default_factory=list)
    changements: list[Changement] = field(default_factory=list)
    inchanges: int = 0
    issues: dict[int, Issue] = field(default_factory=dict)
    reserves: dict[int, str] = field(default_factory=dict)
    disparus: list[Changement] = field(default_factory=list)

    def comptes(self) -> dict[str, int]:
        """Number of événements by issue."""
        decisions = Counter(changement.decision.issue for changement in (*self.changements, *self.disparus))
        return {
            Issue.AJOUT: len(self.ajouts),
            Issue.MODIFICATION: decisions[Issue.MODIFICATION],
            Issue.ANNULATION: decisions[Issue.ANNULATION],
            Issue.INCHANGE: self.inchanges + decisions[Issue.INCHANGE],
        }


def a_comparer(occurrences: Iterable[Occurrence], connus: Mapping[Cle, Connu], parties: Iterable[Cle]) -> list[int]:
    """Primary keys of the événements whose present state is needed: those of which the source says something new."""
    nouvelles = [connus[o.cle].evenement_id for o in occurrences if o.cle in connus and connus[o.cle].ancien != o.etat]
    return [*nouvelles, *(connus[cle].evenement_id for cle in parties)]


def disparues(
    occurrences: Sequence[Occurrence], connus: Mapping[Cle, Connu], *, entieres: frozenset[str], complet: bool
) -> list[Cle]:
    """Keys that the source spoke of and speaks of no more.

    `entieres`: references that the file holds wholly (series of a calendar), at any date. `complet`: the file holds everything between its
    first and last date.
    """
    cles = {occurrence.cle for occurrence in occurrences}
    jours = [jour for _, jour in cles]
    bornes = (min(jours), max(jours)) if complet and jours else None
    return sorted(
        cle
        for cle, connu in connus.items()
        if cle not in cles
        and connu.ancien is not None
        and connu.ancien.statut != "ANNULE"
        and (reference_de_base(cle[0]) in entieres or (bornes and bornes[0] <= cle[1] <= bornes[1]))
    )


def reference_de_base(reference: str) -> str:
    """Reference of a series without the rank of its second occurrence of a day."""
    base, separateur, rang = reference.rpartition("#")
    return base if separateur and rang.isdigit() else reference


def planifier(
    occurrences: Sequence[Occurrence],
    connus: Mapping[Cle, Connu],
    actuels: Mapping[int, Actuel],
    parties: Iterable[Cle],
) -> Plan:
    """Return what to write. `actuels` holds at least the événements of `a_comparer`; `parties` the keys that are gone."""
    plan = Plan()
    for occurrence in occurrences:
        issue, reserve = _planifier_une(plan, occurrence, connus.get(occurrence.cle), actuels)
        for rang in occurrence.rangs:
            plan.issues[rang] = issue
            if reserve:
                plan.reserves[rang] = reserve
    plan.disparus = list(_annuler(parties, connus, actuels))
    return plan


def _planifier_une(
    plan: Plan, occurrence: Occurrence, connu: Connu | None, actuels: Mapping[int, Actuel]
) -> tuple[Issue, str]:
    if connu is None:
        plan.ajouts.append(occurrence)
        return Issue.AJOUT, ""
    if connu.ancien == occurrence.etat:
        plan.inchanges += 1
        return Issue.INCHANGE, ""
    changement = _changement(occurrence.cle, connu, occurrence.etat, actuels[connu.evenement_id])
    plan.changements.append(changement)
    return changement.decision.issue, changement.decision.reserve


def _annuler(
    parties: Iterable[Cle], connus: Mapping[Cle, Connu], actuels: Mapping[int, Actuel]
) -> Iterator[Changement]:
    for cle in parties:
        connu = connus[cle]
        if connu.ancien is not None:
            yield _changement(cle, connu, replace(connu.ancien, statut="ANNULE"), actuels[connu.evenement_id])


def _changement(cle: Cle, connu: Connu, nouveau: Etat, actuel: Actuel) -> Changement:
    decision = decider(actuel=actuel.etat, ancien=connu.ancien, nouveau=nouveau, confirme=actuel.confirme)
    return Changement(cle, connu.evenement_id, connu.ancien, nouveau, decision)
