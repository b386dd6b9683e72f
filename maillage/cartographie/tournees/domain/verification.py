"""Independent verifier: every rule of the contract, and cost, km, minutes, times on board computed again from the hours.

It shares nothing with the solver: a plan is written only when `verifier` finds nothing to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from maillage.cartographie.tournees.domain.modele import (
    JOUR_S,
    Arret,
    Jeune,
    Plan,
    ProblemeTournees,
    Sens,
    Tournee,
    Vehicule,
)

MINIMUM_ARRETS = 4
"""depart, one home, the établissement, fin."""


@dataclass(frozen=True)
class Infraction:
    """A broken rule; `regle` is one of the names below, `ou` a vehicle or a rider."""

    regle: str
    ou: str
    texte: str


@dataclass(frozen=True)
class BilanTournee:
    km: Fraction
    minutes: Fraction
    cout: Fraction


@dataclass(frozen=True)
class Bilan:
    """Exact values of a plan; `temps_a_bord` in minutes."""

    tournees: tuple[BilanTournee, ...]
    temps_a_bord: dict[str, Fraction]

    @property
    def cout(self) -> Fraction:
        return sum((tournee.cout for tournee in self.tournees), Fraction())

    @property
    def km(self) -> Fraction:
        return sum((tournee.km for tournee in self.tournees), Fraction())

    @property
    def minutes(self) -> Fraction:
        return sum((tournee.minutes for tournee in self.tournees), Fraction())


def verifier(probleme: ProblemeTournees, plan: Plan) -> list[Infraction]:
    """Every broken rule; empty when the plan is allowed."""
    trouvees = list(_repartition(probleme, plan))
    if trouvees:
        return trouvees
    vehicules = {vehicule.id: vehicule for vehicule in probleme.vehicules}
    for tournee in plan.tournees:
        controle = _Controle(probleme, vehicules[tournee.vehicule], tournee)
        forme = list(controle.forme())
        trouvees += forme or [*controle.horaire(), *controle.jeunes(), *controle.places()]
    return trouvees


def dresser_bilan(probleme: ProblemeTournees, plan: Plan) -> Bilan:
    """Of a plan that `verifier` accepts."""
    vehicules = {vehicule.id: vehicule for vehicule in probleme.vehicules}
    tournees, a_bord = [], {}
    for tournee in plan.tournees:
        controle = _Controle(probleme, vehicules[tournee.vehicule], tournee)
        tournees.append(controle.bilan())
        a_bord.update({jeune: secondes / 60 for jeune, secondes in controle.temps_a_bord().items()})
    return Bilan(tuple(tournees), dict(sorted(a_bord.items())))


def _repartition(probleme: ProblemeTournees, plan: Plan) -> Iterator[Infraction]:
    connus = {jeune.id for jeune in probleme.jeunes}
    places = Counter([*plan.servis(), *plan.non_servis])
    for jeune in sorted(connus | places.keys()):
        if jeune not in connus:
            yield Infraction("INCONNU", jeune, "ce jeune n'est pas dans le problème")
        elif places[jeune] != 1:
            yield Infraction("UNE_FOIS", jeune, f"placé {places[jeune]} fois")
    vehicules = {vehicule.id for vehicule in probleme.vehicules}
    for vehicule, nombre in Counter(tournee.vehicule for tournee in plan.tournees).items():
        if vehicule not in vehicules:
            yield Infraction("INCONNU", vehicule, "ce véhicule n'est pas dans le problème")
        elif nombre > 1:
            yield Infraction("UNE_TOURNEE", vehicule, f"{nombre} tournées")


@dataclass(frozen=True)
class _Controle:
    probleme: ProblemeTournees
    vehicule: Vehicule
    tournee: Tournee

    @property
    def _aller(self) -> bool:
        return self.probleme.sens is Sens.ALLER

    @property
    def _etablissement(self) -> Arret:
        return self.tournee.arrets[-2 if self._aller else 1]

    @property
    def _domiciles(self) -> tuple[Arret, ...]:
        return self.tournee.arrets[1:-2] if self._aller else self.tournee.arrets[2:-1]

    def _usagers(self, arret: Arret) -> tuple[Jeune, ...]:
        ids = set(arret.montent if self._aller else arret.descendent)
        return tuple(jeune for jeune in self.probleme.jeunes if jeune.id in ids)

    def _bord(self) -> tuple[Jeune, ...]:
        return tuple(jeune for arret in self._domiciles for jeune in self._usagers(arret))

    def _infraction(self, regle: str, texte: str) -> Infraction:
        return Infraction(regle, self.vehicule.id, texte)

    def forme(self) -> Iterator[Infraction]:
        """Order of the stops and who gets on and off; nothing else is looked at when it is wrong."""
        arrets = self.tournee.arrets
        if len(arrets) < MINIMUM_ARRETS:
            yield self._infraction("FORME", "une tournée a un départ, un domicile, l'établissement et une fin")
            return
        extremites = ((arrets[0], self.vehicule.depart), (arrets[-1], self.vehicule.fin))
        if any(arret.point != point or arret.montent or arret.descendent for arret, point in extremites):
            yield self._infraction("EXTREMITES", "le départ ou la fin n'est pas celui du véhicule, ou n'est pas vide")
        if self._etablissement.point != self.probleme.etablissement:
            yield self._infraction("ETABLISSEMENT", "l'établissement n'est pas à sa place dans la tournée")
        yield from self._forme_des_domiciles()

    def _forme_des_domiciles(self) -> Iterator[Infraction]:
        ici, la = ("montent", "descendent") if self._aller else ("descendent", "montent")
        tous: list[str] = []
        points = {jeune.id: jeune.point for jeune in self.probleme.jeunes}
        for arret in self._domiciles:
            concernes = getattr(arret, ici)
            tous += concernes
            if not concernes or getattr(arret, la) or any(points.get(jeune) != arret.point for jeune in concernes):
                yield self._infraction("DOMICILE", f"arrêt « {arret.point} » : qui monte ou descend n'est pas d'ici")
        a_l_etablissement = getattr(self._etablissement, la)
        if Counter(a_l_etablissement) != Counter(tous) or getattr(self._etablissement, ici):
            yield self._infraction("ETABLISSEMENT", "tous montent ou descendent à l'établissement")

    def _service(self, arret: Arret) -> Fraction:
        """In seconds; 0 at the établissement, depart and fin."""
        if arret not in self._domiciles:
            return Fraction()
        return 60 * sum((jeune.embarquement for jeune in self._usagers(arret)), Fraction())

    def horaire(self) -> Iterator[Infraction]:
        arrets = self.tournee.arrets
        for arret, suivant in pairwise(arrets):
            liaison = self.probleme.temps.entre(arret.point, suivant.point)
            if liaison is None:
                yield self._infraction("INATTEIGNABLE", f"« {arret.point} » vers « {suivant.point} » : aucun trajet")
            elif suivant.heure < arret.heure + self._service(arret) + 60 * liaison[0]:
                yield self._infraction("HORAIRE", f"« {arret.point} » vers « {suivant.point} » : trop court")
        if any(not 0 <= arret.heure < JOUR_S for arret in arrets):
            yield self._infraction("HORAIRE", "une heure est hors du jour")
        if not self.probleme.arrivee.contient(self._etablissement.heure):
            yield self._infraction("ARRIVEE", "l'heure à l'établissement est hors de la plage demandée")

    def jeunes(self) -> Iterator[Infraction]:
        a_bord = self.temps_a_bord()
        for arret in self._domiciles:
            for jeune in self._usagers(arret):
                if jeune.fenetre is not None and not jeune.fenetre.contient(arret.heure):
                    yield Infraction("FENETRE", jeune.id, "l'heure de son arrêt est hors de sa fenêtre")
                if a_bord[jeune.id] > 60 * jeune.duree_max:
                    yield Infraction("DUREE", jeune.id, "le temps à bord passe son plafond")
        bord = self._bord()
        for rang, jeune in enumerate(bord):
            if any(self.probleme.separes(jeune, autre) for autre in bord[rang + 1 :]):
                yield Infraction("PAS_AVEC", jeune.id, "avec un jeune dont il doit être séparé")

    def places(self) -> Iterator[Infraction]:
        bord = self._bord()
        fauteuils = sum(jeune.fauteuil for jeune in bord)
        assis = len(bord) - fauteuils + any(jeune.accompagnateur for jeune in bord)
        if fauteuils > self.vehicule.places_fauteuil:
            yield self._infraction("FAUTEUIL", f"{fauteuils} fauteuils pour {self.vehicule.places_fauteuil}")
        if assis > self.vehicule.places:
            yield self._infraction("PLACES", f"{assis} places prises pour {self.vehicule.places}")

    def temps_a_bord(self) -> dict[str, Fraction]:
        """Seconds: ALLER établissement − stop, RETOUR end of service of the stop − établissement."""
        pivot = self._etablissement.heure
        return {
            jeune.id: Fraction(pivot - arret.heure) if self._aller else arret.heure + self._service(arret) - pivot
            for arret in self._domiciles
            for jeune in self._usagers(arret)
        }

    def bilan(self) -> BilanTournee:
        arrets = self.tournee.arrets
        liaisons = (self.probleme.temps.entre(un.point, autre.point) for un, autre in pairwise(arrets))
        km = sum((liaison[1] for liaison in liaisons if liaison), Fraction())
        secondes = arrets[-1].heure - arrets[0].heure
        cout = (
            self.vehicule.cout_fixe + self.vehicule.cout_km * km + self.vehicule.cout_heure * Fraction(secondes, 3600)
        )
        return BilanTournee(km, Fraction(secondes, 60), cout)
