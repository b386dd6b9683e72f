"""Rounds driven today, as someone wrote them: what they cost with the same times and prices as the plan, and which limits they pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from maillage.cartographie.tournees.domain.modele import Jeune, ProblemeTournees, Sens, Vehicule


@dataclass(frozen=True)
class TourneeDeclaree:
    """A vehicle and its riders, in the order of the homes that it passes."""

    vehicule: str
    jeunes: tuple[str, ...]


@dataclass(frozen=True)
class MesureTournee:
    """`depassements`: limits passed, in words; `inconnus`: legs without a time, then left out of the sums."""

    vehicule: str
    km: Fraction
    minutes: Fraction
    cout: Fraction
    temps_a_bord: dict[str, Fraction] = field(default_factory=dict)
    depassements: tuple[str, ...] = ()
    inconnus: int = 0


def mesurer(probleme: ProblemeTournees, declaree: TourneeDeclaree) -> MesureTournee:
    """Driven without any waiting, each stop lasting the boarding of its riders."""
    vehicule = next(v for v in probleme.vehicules if v.id == declaree.vehicule)
    jeunes = {jeune.id: jeune for jeune in probleme.jeunes}
    ordre = [jeunes[nom] for nom in declaree.jeunes]
    horloge, km, inconnus = _parcourir(probleme, vehicule, ordre)
    minutes = horloge[-1]
    cout = vehicule.cout_fixe + vehicule.cout_km * km + vehicule.cout_heure * minutes / 60
    a_bord = _temps_a_bord(probleme.sens, ordre, horloge)
    limites = (*_trop_long(ordre, a_bord), *_trop_plein(vehicule, ordre), *_ensemble(probleme, ordre))
    return MesureTournee(vehicule.id, km, minutes, cout, a_bord, tuple(limites), inconnus)


def _parcourir(
    probleme: ProblemeTournees, vehicule: Vehicule, ordre: Sequence[Jeune]
) -> tuple[list[Fraction], Fraction, int]:
    """Minutes at each stop once its service is over, kilometres, legs without a time. Stops: depart, homes and établissement, fin."""
    domiciles = [jeune.point for jeune in ordre]
    aller = probleme.sens is Sens.ALLER
    milieu = [*domiciles, probleme.etablissement] if aller else [probleme.etablissement, *domiciles]
    points = [vehicule.depart, *milieu, vehicule.fin]
    services = [jeune.embarquement for jeune in ordre]
    apres = [*services, Fraction()] if aller else [Fraction(), *services]
    horloge, km, inconnus = [Fraction()], Fraction(), 0
    for (de, vers), service in zip(pairwise(points), [*apres, Fraction()], strict=True):
        liaison = (Fraction(), Fraction()) if de == vers else probleme.temps.entre(de, vers)
        inconnus += liaison is None
        minutes, longueur = liaison or (Fraction(), Fraction())
        km += longueur
        horloge.append(horloge[-1] + minutes + service)
    return horloge, km, inconnus


def _temps_a_bord(sens: Sens, ordre: Sequence[Jeune], horloge: Sequence[Fraction]) -> dict[str, Fraction]:
    if sens is Sens.ALLER:
        arrivee = horloge[-2]
        return {jeune.id: arrivee - (fin - jeune.embarquement) for jeune, fin in zip(ordre, horloge[1:-2], strict=True)}
    return {jeune.id: fin - horloge[1] for jeune, fin in zip(ordre, horloge[2:-1], strict=True)}


def _trop_long(ordre: Sequence[Jeune], a_bord: dict[str, Fraction]) -> Iterator[str]:
    nombre = sum(a_bord[jeune.id] > jeune.duree_max for jeune in ordre)
    if nombre:
        yield f"au-delà du plafond de temps à bord pour {nombre} {'jeune' if nombre == 1 else 'jeunes'}"


def _trop_plein(vehicule: Vehicule, ordre: Sequence[Jeune]) -> Iterator[str]:
    fauteuils = sum(jeune.fauteuil for jeune in ordre)
    assis = len(ordre) - fauteuils + any(jeune.accompagnateur for jeune in ordre)
    if assis > vehicule.places:
        yield f"{assis} places assises prises pour {vehicule.places}"
    if fauteuils > vehicule.places_fauteuil:
        yield f"{fauteuils} places de fauteuil prises pour {vehicule.places_fauteuil}"


def _ensemble(probleme: ProblemeTournees, ordre: Sequence[Jeune]) -> Iterator[str]:
    paires = ((un, autre) for rang, un in enumerate(ordre) for autre in ordre[rang + 1 :])
    if any(probleme.separes(un, autre) for un, autre in paires):
        yield "deux jeunes à séparer voyagent ensemble"
