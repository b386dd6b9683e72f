"""Rounds changed by hand: only the vehicles whose riders change are ordered again, the others keep every hour; each rule is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from maillage.cartographie.tournees import valeurs
from maillage.cartographie.tournees.calcul import calculer
from maillage.cartographie.tournees.domain.difference import places
from maillage.cartographie.tournees.domain.modele import Arret, Plan, ProblemeTournees, Resultat, Statut, Tournee
from maillage.cartographie.tournees.domain.verification import verifier
from maillage.cartographie.tournees.ecriture import objet_resultat
from maillage.cartographie.tournees.solveur.resolution import Minuterie

Json = Mapping[str, Any]


@dataclass(frozen=True)
class RefusDeMonter:
    """Someone who cannot ride there; `texte`: the smallest change that would allow it."""

    vehicule: str
    jeune: str
    regle: str
    texte: str


@dataclass(frozen=True)
class Ajustement:
    """`resultat` of contract 5, None as long as someone is refused."""

    resultat: dict[str, Any] | None
    refus: tuple[RefusDeMonter, ...] = ()


def sans_les_absents(probleme: Json, absents: set[str]) -> dict[str, Any]:
    """The problem without these riders, nor the separations that name them."""
    presents = [jeune for jeune in probleme["jeunes"] if jeune["id"] not in absents]
    return {**probleme, "jeunes": [_sans(jeune, absents) for jeune in presents]}


def _sans(jeune: Json, absents: set[str]) -> dict[str, Any]:
    if "pas_avec" not in jeune:
        return dict(jeune)
    return {**jeune, "pas_avec": [nom for nom in jeune["pas_avec"] if nom not in absents]}


def ajuster(probleme: ProblemeTournees, avant: Json, voulu: Mapping[str, str], minuterie: Minuterie) -> Ajustement:
    """`voulu`: the vehicle of each rider who has one; whoever has none stays without a round, for the reason told before."""
    montent: dict[str, frozenset[str]] = {
        v.id: frozenset(nom for nom, vehicule in voulu.items() if vehicule == v.id) for v in probleme.vehicules
    }
    anciennes = {tournee.vehicule: tournee for tournee in map(_relire, avant["tournees"])}
    tournees, refus = [], []
    for vehicule, siens in montent.items():
        ancienne = anciennes.get(vehicule)
        if ancienne is not None and siens == frozenset(ancienne.jeunes):
            tournees.append(ancienne)
        elif siens:
            nouvelles, refuses = _ordonner(probleme, vehicule, siens, minuterie)
            tournees += nouvelles
            refus += refuses
    if refus:
        return Ajustement(None, tuple(refus))
    return _composer(probleme, avant, tuple(tournees))


def _ordonner(
    probleme: ProblemeTournees, vehicule: str, siens: frozenset[str], minuterie: Minuterie
) -> tuple[list[Tournee], list[RefusDeMonter]]:
    """The best round of one vehicle for these riders, and those whom a rule keeps out of it."""
    seul = replace(
        probleme,
        vehicules=tuple(v for v in probleme.vehicules if v.id == vehicule),
        jeunes=tuple(replace(j, pas_avec=j.pas_avec & siens) for j in probleme.jeunes if j.id in siens),
    )
    resultat = calculer(seul, minuterie.part(0.5))
    refus = [
        RefusDeMonter(vehicule, reste.id, str(reste.regle), reste.assouplissement.texte)
        for reste in resultat.non_servis
    ]
    return list(resultat.plan.tournees), refus


def _composer(probleme: ProblemeTournees, avant: Json, tournees: tuple[Tournee, ...]) -> Ajustement:
    """Written only once the verifier of the contract has nothing to say."""
    connus = {jeune.id for jeune in probleme.jeunes}
    servis = {nom for tournee in tournees for nom in tournee.jeunes}
    restent = [reste for reste in avant["non_servis"] if reste["id"] in connus - servis]
    plan = Plan(tournees, tuple(reste["id"] for reste in restent))
    infractions = verifier(probleme, plan)
    if infractions:
        refus = (RefusDeMonter("", i.ou, i.regle, i.texte) for i in infractions)
        return Ajustement(None, tuple(refus))
    return Ajustement({**objet_resultat(probleme, Resultat(Statut.REALISABLE, plan)), "non_servis": restent})


def vehicules_des_jeunes(resultat: Json, sens: str) -> dict[str, str]:
    """The vehicle of each rider served."""
    return {nom: place.vehicule for nom, place in places(resultat, sens).items()}


def _relire(tournee: Json) -> Tournee:
    arrets = (
        Arret(a["point"], valeurs.heure(a["heure"]), tuple(a["montent"]), tuple(a["descendent"]))
        for a in tournee["arrets"]
    )
    return Tournee(tournee["vehicule"], tuple(arrets))
