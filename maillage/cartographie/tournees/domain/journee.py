"""Who rides on a day: read from what the agenda expects, what is known of absences, and what each one's seat asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from maillage.cartographie.tournees.domain.modele import Fenetre, Sens


class MotifHorsTournee(StrEnum):
    """Why someone expected that day is in no round; never a reason of health."""

    ABSENT = "ABSENT"
    RETIRE = "RETIRE"
    AUTREMENT = "AUTREMENT"
    HORAIRE = "HORAIRE"
    INTERNAT = "INTERNAT"
    SANS_POINT = "SANS_POINT"


MOTIFS = {
    MotifHorsTournee.ABSENT: "absent ce jour-là",
    MotifHorsTournee.RETIRE: "retiré à la main de ces tournées",
    MotifHorsTournee.AUTREMENT: "vient autrement",
    MotifHorsTournee.HORAIRE: "commence ou finit à une autre heure",
    MotifHorsTournee.INTERNAT: "dort sur place",
    MotifHorsTournee.SANS_POINT: "sans commune de domicile connue",
}


@dataclass(frozen=True)
class Passage:
    """An activity within the walls: whole minutes since midnight of that day (beyond 1440: it ends the next day; negative: it began the eve)."""

    jeune: int
    debut: int
    fin: int
    absent: bool = False
    nuit: bool = False


@dataclass(frozen=True)
class Presence:
    """The hours between which a young person is expected that day."""

    debut: int
    fin: int
    absent: bool
    sur_place: bool


JOUR_MIN = 1440


def presences(passages: Iterable[Passage], sens: Sens) -> dict[int, Presence]:
    """From the activities of a day: the first decides of a morning absence, the last of an evening one; a night spent there needs no journey."""
    siens: dict[int, list[Passage]] = {}
    for passage in passages:
        siens.setdefault(passage.jeune, []).append(passage)
    lues = {}
    for jeune, lignes in siens.items():
        du_jour = sorted((p for p in lignes if p.debut >= 0 and not p.nuit), key=lambda p: (p.debut, p.fin))
        if not du_jour:
            continue
        bout = du_jour[0] if sens is Sens.ALLER else max(du_jour, key=lambda p: p.fin)
        nuits = [p for p in lignes if p.nuit and not p.absent]
        sur_place = any(p.debut < 0 for p in nuits) if sens is Sens.ALLER else any(p.fin > JOUR_MIN for p in nuits)
        lues[jeune] = Presence(du_jour[0].debut, max(p.fin for p in du_jour), bout.absent, sur_place)
    return lues


def plage_d_arrivee(presentes: Collection[Presence], sens: Sens, *, avance: int) -> Fenetre | None:
    """When the establishment receives (ALLER) or lets go (RETOUR): around the most frequent hour, the earliest of equals; seconds."""
    if not presentes:
        return None
    comptes = Counter(p.debut if sens is Sens.ALLER else p.fin for p in presentes)
    heure = min(comptes, key=lambda minute: (-comptes[minute], minute))
    debut, fin = (heure - avance, heure) if sens is Sens.ALLER else (heure, heure + avance)
    return Fenetre(max(0, debut) * 60, min(fin, JOUR_MIN - 1) * 60)


def motif_hors_tournee(
    presence: Presence, sens: Sens, arrivee: Fenetre, *, ecart: int, transporte: bool, a_un_point: bool
) -> MotifHorsTournee | None:
    """None for who rides."""
    if presence.absent:
        return MotifHorsTournee.ABSENT
    if not transporte:
        return MotifHorsTournee.AUTREMENT
    if presence.sur_place:
        return MotifHorsTournee.INTERNAT
    voulue, trouvee = (arrivee.fin, presence.debut) if sens is Sens.ALLER else (arrivee.debut, presence.fin)
    if abs(trouvee * 60 - voulue) > ecart * 60:
        return MotifHorsTournee.HORAIRE
    return None if a_un_point else MotifHorsTournee.SANS_POINT


def separations_utiles(separations: Iterable[tuple[int, int]], presents: Mapping[int, str]) -> dict[int, list[str]]:
    """Names of those whom each rider never travels with, among the riders of the day."""
    utiles: dict[int, list[str]] = {}
    for un, autre in separations:
        if un in presents and autre in presents:
            utiles.setdefault(un, []).append(presents[autre])
    return utiles
