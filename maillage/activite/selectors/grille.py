"""The grid: one row per young person, one column per week, read from a result of the contract."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from maillage.activite.domain.alertes import ALERTES
from maillage.activite.domain.vocabulaire import PHASES
from maillage.parcours.selectors import noms_par_identifiant
from maillage.socle.domain.calendrier import semaine_de

TRIS = {"nom": "Nom", "total": "Total décroissant", "alertes": "Alertes d'abord"}


@dataclass(frozen=True)
class FiltresGrille:
    """What the person asks to see: part of a name, one phase, only the rows with an alert; `tri` is one of TRIS."""

    nom: str = ""
    phase: str = ""
    avec_alerte: bool = False
    tri: str = "nom"


@dataclass(frozen=True)
class CaseGrille:
    """One young person and one week. `base` is the level (0 to the number of thresholds); `demi_journees` and `nuitees` come from the days."""

    semaine: str
    minutes: int = 0
    base: int = 0
    surcote_complexite: int = 0
    surcote_ar: int = 0
    total: int = 0
    phase: str = ""
    demi_journees: int = 0
    nuitees: int = 0
    alertes: tuple[str, ...] = ()

    @property
    def vide(self) -> bool:
        return not (self.minutes or self.demi_journees or self.nuitees)


@dataclass(frozen=True)
class LigneGrille:
    """One young person: their cells in the order of the weeks, their sums, and the alerts that no week holds."""

    jeune_id: str
    nom: str
    cases: tuple[CaseGrille, ...]
    unites: int | None
    journees: float
    nuitees: int
    seances: int
    phases: frozenset[str] = field(default_factory=frozenset)
    nombre_alertes: int = 0


def lire_grille(dispositif_id: int, resultat: Mapping[str, Any], filtres: FiltresGrille) -> list[LigneGrille]:
    """Return the rows of the grid, filtered and sorted: one query, whatever the number of young people."""
    [dispositif] = resultat["dispositifs"]
    noms = noms_par_identifiant(dispositif_id)
    alertes = _alertes_par_jeune(dispositif["alertes"])
    semaines = resultat["periode"]["semaines"]
    lignes = [
        _ligne(jeune, noms.get(jeune["jeune_id"], jeune["jeune_id"]), semaines, alertes[jeune["jeune_id"]])
        for jeune in dispositif["jeunes"]
    ]
    return sorted((ligne for ligne in lignes if _retenue(ligne, filtres)), key=lambda ligne: _ordre(ligne, filtres.tri))


def _alertes_par_jeune(alertes: Iterable[Mapping[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Jeune → (week, label) of their alerts; an alert without a date has an empty week."""
    par_jeune: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for alerte in alertes:
        if alerte["jeune_id"]:
            semaine = str(semaine_de(date.fromisoformat(alerte["date"]))) if alerte["date"] else ""
            par_jeune[alerte["jeune_id"]].append((semaine, ALERTES[alerte["code"]].libelle))
    return par_jeune


def _ligne(jeune: Mapping[str, Any], nom: str, semaines: list[str], alertes: list[tuple[str, str]]) -> LigneGrille:
    comptees = {semaine["semaine"]: semaine for semaine in jeune["semaines"]}
    demi_journees, nuitees = Counter[str](), Counter[str]()
    for jour in jeune["jours"]:
        semaine = str(semaine_de(date.fromisoformat(jour["date"])))
        demi_journees[semaine] += jour["matin"] + jour["apres_midi"]
        nuitees[semaine] += jour["nuitee"]
    cases = tuple(
        _case(
            semaine,
            comptees.get(semaine, {}),
            demi_journees[semaine],
            nuitees[semaine],
            tuple(sorted({libelle for quand, libelle in alertes if quand == semaine})),
        )
        for semaine in semaines
    )
    return LigneGrille(
        jeune_id=jeune["jeune_id"],
        nom=nom,
        cases=cases,
        unites=jeune["unites"]["total"] if jeune["unites"] else None,
        journees=sum(demi_journees.values()) / 2,
        nuitees=sum(nuitees.values()),
        seances=jeune["seances"],
        phases=frozenset(semaine["phase"] for semaine in jeune["semaines"]),
        nombre_alertes=len(alertes),
    )


def _case(
    semaine: str, comptee: Mapping[str, Any], demi_journees: int, nuitees: int, alertes: tuple[str, ...]
) -> CaseGrille:
    valeurs = {
        nom: comptee[nom]
        for nom in ("minutes", "base", "surcote_complexite", "surcote_ar", "total", "phase")
        if nom in comptee
    }
    return CaseGrille(semaine, **valeurs, demi_journees=demi_journees, nuitees=nuitees, alertes=alertes)


def _retenue(ligne: LigneGrille, filtres: FiltresGrille) -> bool:
    return (
        _sans_accents(filtres.nom) in _sans_accents(ligne.nom)
        and (filtres.phase not in PHASES or filtres.phase in ligne.phases)
        and (not filtres.avec_alerte or ligne.nombre_alertes > 0)
    )


def _ordre(ligne: LigneGrille, tri: str) -> tuple[object, ...]:
    nom = _sans_accents(ligne.nom)
    if tri == "total":
        return (-(ligne.unites if ligne.unites is not None else ligne.journees), nom)
    if tri == "alertes":
        return (-ligne.nombre_alertes, nom)
    return (nom, ligne.jeune_id)


def _sans_accents(texte: str) -> str:
    return "".join(
        lettre for lettre in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(lettre)
    ).lower()
