"""Weekly sessions: one fixed time of the week for each young person and session, never two at once for anyone."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import JeuneDemo
from maillage.portail.demonstration.profils import MERCREDI

MIDI = (12 * 60, 12 * 60 + 45)
JOURNEE = (8 * 60 + 45, 10 * 60, 11 * 60 + 15, 14 * 60, 15 * 60 + 15)
FIN_DU_MERCREDI = 13 * 60
TITRES = {
    "PSYCHOLOGUE": "Entretien psychologique",
    "ORTHOPHONISTE": "Orthophonie",
    "PSYCHOMOTRICIEN": "Psychomotricité",
    "ERGOTHERAPEUTE": "Ergothérapie",
    "INFIRMIER": "Soins infirmiers",
    "EDUCATEUR": "Séance éducative",
}
SOINS = ("PSYCHOLOGUE", "ORTHOPHONISTE", "PSYCHOMOTRICIEN", "ERGOTHERAPEUTE", "INFIRMIER")
DEHORS = ("EDUCATEUR", "ORTHOPHONISTE", "PSYCHOMOTRICIEN", "ERGOTHERAPEUTE", "PSYCHOLOGUE")
PREMIER_EDUCATEUR_DEHORS = 8
SOINS_PAR_SEMAINE = 2


@dataclass(frozen=True)
class Seance:
    """One session of the ordinary week (minutes)."""

    jeune: JeuneDemo
    pro: int
    debut: int
    duree: int
    modalite: str
    lieu_type: str
    lieu: str
    titre: str


Creneau = tuple[int, int, int, str]
"""Day of the week, minute, professional, profession."""


def placer_seances(offre: Offre, jeunes: list[JeuneDemo], rng: Random) -> dict[int, list[Seance]]:
    """Return the sessions by day of the week: two of care at noon for those in day care, the others at school, home or club."""
    semaine: dict[int, list[Seance]] = {jour: [] for jour in range(5)}
    midi, dehors = _creneaux(offre, SOINS, MIDI, rng), _creneaux(offre, DEHORS, JOURNEE, rng)
    for jeune in jeunes:
        if jeune.profil.jours:
            jours = jeune.profil.jours - {MERCREDI}
            _placer(semaine, midi, jours, [Seance(jeune, 0, 0, 40, "AJ", "ETABLISSEMENT", "", "")] * SOINS_PAR_SEMAINE)
        if jeune.profil.seances:
            jours = frozenset(range(5)) - jeune.profil.jours
            _placer(semaine, dehors, jours, [_dehors(jeune, offre, rng) for _ in range(jeune.profil.seances)])
    return semaine


def _dehors(jeune: JeuneDemo, offre: Offre, rng: Random) -> Seance:
    lieu_type = rng.choice(jeune.profil.lieux)
    lieu = rng.choice(offre.ecoles) if lieu_type == "ECOLE" else ""
    return Seance(jeune, 0, 0, rng.choice((45, 60)), "PMO", lieu_type, lieu, "")


def _creneaux(offre: Offre, metiers: tuple[str, ...], heures: tuple[int, ...], rng: Random) -> list[Creneau]:
    creneaux = [
        (jour, heure, pro, metier)
        for metier in metiers
        for pro in offre.equipe[metier][PREMIER_EDUCATEUR_DEHORS if metier == "EDUCATEUR" else 0 :]
        for jour in range(5)
        for heure in heures
        if jour != MERCREDI or heure < FIN_DU_MERCREDI
    ]
    rng.shuffle(creneaux)
    return creneaux


def _placer(
    semaine: dict[int, list[Seance]], libres: list[Creneau], jours: frozenset[int], seances: list[Seance]
) -> None:
    """Give each session the first free time on a day not yet used by the young person; what finds no room is left out."""
    pris: set[int] = set()
    for seance in seances:
        choix = next((creneau for creneau in libres if creneau[0] in jours - pris), None)
        if choix is None:
            return
        libres.remove(choix)
        jour, heure, pro, metier = choix
        pris.add(jour)
        semaine[jour].append(
            Seance(
                seance.jeune,
                pro,
                heure,
                seance.duree,
                seance.modalite,
                seance.lieu_type,
                seance.lieu,
                TITRES[metier],
            )
        )
