"""Two occurrences of one person that overlap, explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from maillage.agenda.domain.heures import vers_local
from maillage.agenda.domain.libelles import plage_en_mots
from maillage.agenda.domain.positions import Position


@dataclass(frozen=True)
class Occupation:
    """One person, or one resource, in one événement, between two instants. `mobile`: its journeys are looked at; `reservee`: it is a resource."""

    personne: str
    nom: str
    evenement: str
    titre: str
    debut: datetime
    fin: datetime
    position: Position | None = None
    mobile: bool = False
    reservee: bool = False


@dataclass(frozen=True)
class Conflit:
    """Two occupations of one person that share time; `premier` starts first."""

    premier: Occupation
    second: Occupation

    @property
    def phrase(self) -> str:
        """Who, what and what else, when."""
        debut = vers_local(self.second.debut)
        fin = vers_local(min(self.premier.fin, self.second.fin))
        quoi = " : deux réservations en même temps" if self.premier.reservee else " a deux événements en même temps"
        return (
            f"{self.premier.nom}{quoi} {plage_en_mots(debut, fin)} : "
            f"« {self.premier.titre} » et « {self.second.titre} »."
        )


def conflits(occupations: Iterable[Occupation]) -> tuple[Conflit, ...]:
    """Return every pair of événements of one person that overlap by more than nothing, in order of time then person."""
    par_personne: dict[str, list[Occupation]] = defaultdict(list)
    for occupation in occupations:
        par_personne[occupation.personne].append(occupation)
    trouves = [conflit for siennes in par_personne.values() for conflit in _chevauchements(siennes)]
    return tuple(sorted(trouves, key=lambda c: (c.second.debut, c.second.personne, c.premier.evenement)))


def _chevauchements(occupations: list[Occupation]) -> Iterable[Conflit]:
    en_cours: list[Occupation] = []
    for suivante in sorted(occupations, key=lambda o: (o.debut, o.fin, o.evenement)):
        en_cours = [o for o in en_cours if o.fin > suivante.debut]
        yield from (Conflit(o, suivante) for o in en_cours if o.evenement != suivante.evenement)
        en_cours.append(suivante)
