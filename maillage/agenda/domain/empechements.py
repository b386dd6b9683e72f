"""What stands in the way of an événement about to be written: shown before anything is saved, and passed over only on purpose."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from maillage.agenda.domain.conflits import Conflit, Occupation, conflits
from maillage.agenda.domain.deplacements import DeplacementImpossible, deplacements_impossibles
from maillage.agenda.domain.erreurs import AVoir
from maillage.agenda.domain.heures import vers_local
from maillage.agenda.domain.libelles import enumerer, moment_en_mots, plage_en_mots
from maillage.agenda.domain.reglages import ReglagesAgenda
from maillage.socle.domain.typographie import ecrire_compte


class NatureEmpechement(StrEnum):
    """What kind of thing stands in the way; the value is what the journal and the history say."""

    CHEVAUCHEMENT = "CHEVAUCHEMENT"
    DEPLACEMENT = "DEPLACEMENT"
    INDISPONIBLE = "INDISPONIBLE"
    CAPACITE = "CAPACITE"


LIBELLES_EMPECHEMENT = {
    NatureEmpechement.CHEVAUCHEMENT: "quelqu'un ou quelque chose est déjà pris",
    NatureEmpechement.DEPLACEMENT: "déplacement impossible",
    NatureEmpechement.INDISPONIBLE: "ressource indisponible",
    NatureEmpechement.CAPACITE: "pas assez de places",
}


@dataclass(frozen=True)
class Empechement:
    """One reason, in words. `cle` tells it from the others; `evenement` is the other événement, empty when there is none to open."""

    nature: NatureEmpechement
    cle: str
    phrase: str
    evenement: str = ""


class ConflitsAVoir(AVoir):
    """Refuses a writing until its author has seen what stands in the way and said to go on."""

    def __init__(self, empechements: tuple[Empechement, ...]) -> None:
        super().__init__("Regardez ce qui gêne avant d'enregistrer : rien n'est encore écrit.", empreinte(empechements))
        self.empechements = empechements


@dataclass(frozen=True)
class Retrait:
    """A stretch during which a resource cannot be used; an empty end means « no end yet »."""

    debut: datetime
    fin: datetime | None
    motif: str


@dataclass(frozen=True)
class RessourceVoulue:
    """A resource asked for: what it holds, and when it is out of use."""

    cle: str
    nom: str
    capacite: int | None
    retraits: tuple[Retrait, ...] = ()


@dataclass(frozen=True)
class OccurrencePrevue:
    """An événement about to be written: its name among the occupations, how many people it brings, what it books."""

    evenement: str
    titre: str
    debut: datetime
    fin: datetime
    personnes: int
    ressources: tuple[RessourceVoulue, ...] = ()


def empreinte(empechements: Iterable[Empechement]) -> str:
    """Return a short checksum: the same reasons, in any order, give the same."""
    texte = "\n".join(sorted(empechement.cle for empechement in empechements))
    return hashlib.sha256(texte.encode()).hexdigest()[:16]


def empechements(
    prevues: Iterable[OccurrencePrevue], occupations: Iterable[Occupation], reglages: ReglagesAgenda
) -> tuple[Empechement, ...]:
    """Return what stands in the way of these occurrences among all the occupations of their people and resources (theirs included)."""
    voulues, toutes = list(prevues), list(occupations)
    nouvelles = {prevue.evenement for prevue in voulues}
    trouves = [
        _chevauchement(c, nouvelles) for c in conflits(toutes) if nouvelles & {c.premier.evenement, c.second.evenement}
    ]
    trouves += [
        _deplacement(d, nouvelles)
        for d in deplacements_impossibles(toutes, reglages)
        if nouvelles & {d.premier.evenement, d.second.evenement}
    ]
    for prevue in voulues:
        trouves += _ressources_genees(prevue)
    return tuple(trouves)


def _chevauchement(conflit: Conflit, nouvelles: set[str]) -> Empechement:
    autre = _autre(conflit.premier, conflit.second, nouvelles)
    cle = f"{NatureEmpechement.CHEVAUCHEMENT}:{conflit.premier.personne}:{_moment(conflit.second.debut)}:{autre.evenement}"
    return Empechement(NatureEmpechement.CHEVAUCHEMENT, cle, conflit.phrase, autre.evenement)


def _deplacement(trouve: DeplacementImpossible, nouvelles: set[str]) -> Empechement:
    autre = _autre(trouve.premier, trouve.second, nouvelles)
    cle = f"{NatureEmpechement.DEPLACEMENT}:{trouve.premier.personne}:{_moment(trouve.second.debut)}:{autre.evenement}"
    return Empechement(NatureEmpechement.DEPLACEMENT, cle, trouve.phrase, autre.evenement)


def _autre(premier: Occupation, second: Occupation, nouvelles: set[str]) -> Occupation:
    return second if premier.evenement in nouvelles else premier


def _ressources_genees(prevue: OccurrencePrevue) -> list[Empechement]:
    genees = []
    for ressource in prevue.ressources:
        touche = next((r for r in ressource.retraits if _se_touchent(r, prevue)), None)
        if touche is not None:
            cle = f"{NatureEmpechement.INDISPONIBLE}:{ressource.cle}:{_moment(prevue.debut)}"
            genees.append(Empechement(NatureEmpechement.INDISPONIBLE, cle, _phrase_retrait(ressource, touche)))
        if ressource.capacite is not None and prevue.personnes > ressource.capacite:
            cle = f"{NatureEmpechement.CAPACITE}:{ressource.cle}:{_moment(prevue.debut)}:{prevue.personnes}"
            genees.append(Empechement(NatureEmpechement.CAPACITE, cle, _phrase_capacite(ressource, prevue)))
    return genees


def _se_touchent(retrait: Retrait, prevue: OccurrencePrevue) -> bool:
    return retrait.debut < prevue.fin and (retrait.fin is None or retrait.fin > prevue.debut)


def _phrase_retrait(ressource: RessourceVoulue, retrait: Retrait) -> str:
    debut = vers_local(retrait.debut)
    quand = (
        f"depuis le {moment_en_mots(debut)}, sans date de retour"
        if retrait.fin is None
        else plage_en_mots(debut, vers_local(retrait.fin))
    )
    return f"{ressource.nom} ne peut pas servir {quand} : {retrait.motif.lower()}."


def _phrase_capacite(ressource: RessourceVoulue, prevue: OccurrencePrevue) -> str:
    places = ecrire_compte(ressource.capacite or 0, "place")
    debut, fin = vers_local(prevue.debut), vers_local(prevue.fin)
    return (
        f"{ressource.nom} a {places} pour {ecrire_compte(prevue.personnes, 'personne')}, {plage_en_mots(debut, fin)}."
    )


def natures_en_mots(natures: Iterable[str]) -> str:
    """Write the kinds of reasons passed over: « déplacement impossible et pas assez de places »."""
    connues = [NatureEmpechement(n) for n in dict.fromkeys(natures) if n in set(NatureEmpechement)]
    return enumerer([LIBELLES_EMPECHEMENT[nature] for nature in connues])


def _moment(instant: datetime) -> str:
    return instant.isoformat()
