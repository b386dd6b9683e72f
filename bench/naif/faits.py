"""Rows to events: reading, local time, references, probable duplicates, presence, phase (section 3.1 of the contract)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
EPOQUE = datetime(1970, 1, 1, tzinfo=UTC)
PRIORITE_STATUT = {"REALISE": 0, "PLANIFIE": 1, "ANNULE": 2}
PRIORITE_PHASE = {"ACCOMPAGNEMENT": 0, "SUIVI_POST_SORTIE": 1, "PRE_ADMISSION": 2, "PONCTUEL": 3}
JAMAIS = 1 << 40
Ligne = dict[str, Any]


def minute(texte: str) -> int:
    local = datetime.fromisoformat(texte).replace(tzinfo=PARIS)
    return int((local - EPOQUE).total_seconds()) // 60


def jour_de(texte: str) -> date:
    return date.fromisoformat(texte[:10])


@dataclass
class Evenement:
    """One event, after merging. `lignes`: every row behind it."""

    id: str
    jour: date
    debut: int
    fin: int
    dernier_jour: date
    heure: str
    categorie: str
    modalite: str
    statut: str
    lignes: list[Ligne]
    presences: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    pros: set[str] = field(default_factory=set)
    annule_ecarte: bool = False

    @property
    def duree(self) -> int:
        return self.fin - self.debut

    def presence(self, jeune: str) -> str:
        dites = self.presences[jeune]
        return "PRESENT" if "PRESENT" in dites else "ABSENT" if "ABSENT" in dites else ""


def fusionner_references(
    lignes: list[Ligne], jeunes: list[Ligne], pros: list[Ligne], lieux: dict[str, str]
) -> list[Evenement]:
    """R5 step 1 and R8, on the rows of one dispositif with a positive length."""
    groupes: dict[tuple[Any, ...], list[Ligne]] = defaultdict(list)
    for ligne in lignes:
        cle = (
            (ligne["source"], ligne["source_ref"], ligne["debut"][:10]) if ligne["source_ref"] else (ligne["event_id"],)
        )
        groupes[cle].append(ligne)
    inscrits, equipes = defaultdict(list), defaultdict(list)
    for ligne in jeunes:
        inscrits[ligne["event_id"]].append(ligne)
    for ligne in pros:
        equipes[ligne["event_id"]].append(ligne["pro_id"])
    return [_un_evenement(groupe, inscrits, equipes, lieux) for groupe in groupes.values()]


def _un_evenement(
    groupe: list[Ligne], inscrits: dict[str, list[Ligne]], equipes: dict[str, list[str]], lieux: dict[str, str]
) -> Evenement:
    groupe.sort(key=lambda ligne: (PRIORITE_STATUT[ligne["statut"]], ligne["event_id"]))
    gardees = [x for x in groupe if x["statut"] != "ANNULE"] or groupe
    maitre = gardees[0]
    modalite = next((x["modalite"] for x in gardees if x["modalite"]), "")
    lieu = next((x["lieu_type"] for x in gardees if x["lieu_type"]), "")
    evenement = Evenement(
        maitre["event_id"],
        jour_de(maitre["debut"]),
        minute(maitre["debut"]),
        minute(maitre["fin"]),
        jour_de(maitre["fin"]),
        maitre["debut"][11:],
        maitre["categorie"],
        modalite or lieux.get(lieu, ""),
        maitre["statut"],
        gardees,
        annule_ecarte=len(gardees) < len(groupe),
    )
    for ligne in gardees:
        for inscrit in inscrits[ligne["event_id"]]:
            evenement.presences[inscrit["jeune_id"]].add(inscrit["presence"])
        evenement.pros.update(equipes[ligne["event_id"]])
    return evenement


def fusionner_doublons(evenements: list[Evenement], chevauchement: Fraction) -> tuple[list[Evenement], list[Evenement]]:
    """R5 step 2: (events, absorbed events)."""
    par_jeune: dict[tuple[Any, ...], list[Evenement]] = defaultdict(list)
    for evenement in evenements:
        for jeune in evenement.presences:
            par_jeune[evenement.jour, evenement.categorie, jeune].append(evenement)
    gardes: list[Evenement] = []
    absorbes: list[Evenement] = []
    vus: set[str] = set()
    for evenement in evenements:
        if evenement.id in vus:
            continue
        composante = [evenement]
        vus.add(evenement.id)
        for membre in composante:
            for jeune in membre.presences:
                for autre in par_jeune[membre.jour, membre.categorie, jeune]:
                    if autre.id not in vus and _sont_doublons(membre, autre, chevauchement):
                        vus.add(autre.id)
                        composante.append(autre)
        gardes.append(_reunir(composante))
        absorbes.extend(composante[1:])
    return gardes, absorbes


def _sont_doublons(a: Evenement, b: Evenement, chevauchement: Fraction) -> bool:
    commun = min(a.fin, b.fin) - max(a.debut, b.debut)
    return (
        commun > 0
        and commun >= chevauchement * min(a.duree, b.duree)
        and (not a.modalite or not b.modalite or a.modalite == b.modalite)
        and bool(a.presences.keys() & b.presences.keys())
        and bool(a.pros & b.pros)
    )


def _reunir(composante: list[Evenement]) -> Evenement:
    composante.sort(key=lambda e: (-e.duree, e.debut, e.id))
    representant = composante[0]
    representant.modalite = next((e.modalite for e in composante if e.modalite), "")
    for membre in composante[1:]:
        representant.lignes = representant.lignes + membre.lignes
        representant.pros |= membre.pros
        for jeune, dites in membre.presences.items():
            representant.presences[jeune] |= dites
    return representant


def retirer(debut: int, fin: int, absences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """[debut, fin) less the absences."""
    morceaux = [(debut, fin)]
    for a, b in absences:
        morceaux = [(x, y) for d, f in morceaux for x, y in ((d, min(f, a)), (max(d, b), f)) if x < y]
    return morceaux


def union(segments: list[tuple[int, int]]) -> int:
    """Length of the union."""
    total, atteint = 0, -JAMAIS
    for debut, fin in sorted(segments):
        total += max(0, fin - max(debut, atteint))
        atteint = max(atteint, fin)
    return total


def phase_du_jour(phases: list[Ligne], jour: date) -> Ligne | None:
    """R7, over the phases of one young person in one dispositif."""
    actives = [p for p in phases if p["debut"] <= jour <= (p["fin"] or date.max)]
    return min(actives, key=lambda p: (PRIORITE_PHASE[p["type"]], -p["debut"].toordinal(), p["phase_id"]), default=None)


def dernier_jour_de_suivi(phases: list[Ligne], phase: Ligne, jour: date, annees: int) -> date:
    """R26."""
    sorties = [p["fin"] for p in phases if p["type"] == "ACCOMPAGNEMENT" and p["fin"] and p["fin"] < jour]
    sortie = max(sorties, default=phase["debut"] - timedelta(days=1))
    try:
        return sortie.replace(year=sortie.year + annees)
    except ValueError:
        return sortie.replace(year=sortie.year + annees, day=28)
