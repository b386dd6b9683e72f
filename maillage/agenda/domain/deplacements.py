"""Someone, or a vehicle, expected at two places too far apart for the time between them. Always an estimation: as the crow flies, then a detour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from pyproj import Geod

from maillage.agenda.domain.conflits import Occupation
from maillage.agenda.domain.heures import minutes_reelles, vers_local
from maillage.agenda.domain.positions import Position
from maillage.agenda.domain.reglages import ReglagesAgenda
from maillage.socle.domain.typographie import FINE, ecrire_duree, ecrire_heure, ecrire_jour, ecrire_nombre

TERRE = Geod(ellps="WGS84")
MINUTES_PAR_HEURE = 60


@dataclass(frozen=True)
class Trajet:
    """An estimated journey: kilometres as the crow flies, minutes of road."""

    km: float
    minutes: int


@dataclass(frozen=True)
class DeplacementImpossible:
    """Two occupations of one person or vehicle that follow each other too closely; `marge`: the minutes free between them."""

    premier: Occupation
    second: Occupation
    trajet: Trajet
    marge: int

    @property
    def phrase(self) -> str:
        """Who, from where to where, and why it does not fit; says that it is an estimation."""
        depart, arrivee = self.premier, self.second
        finit, commence = vers_local(depart.fin), vers_local(arrivee.debut)
        assert depart.position is not None
        assert arrivee.position is not None
        return (
            f"{arrivee.nom} finit « {depart.titre} » à {depart.position.nom} {ecrire_jour(finit)} à {ecrire_heure(finit.time())} et "
            f"commence « {arrivee.titre} » à {arrivee.position.nom} à {ecrire_heure(commence.time())} : "
            f"{ecrire_nombre(self.trajet.km, 0)}{FINE}km à vol d'oiseau, environ {ecrire_duree(self.trajet.minutes)} de route "
            f"(estimation), pour {ecrire_duree(self.marge)} de libre."
        )


def estimer_trajet(depart: Position, arrivee: Position, reglages: ReglagesAgenda) -> Trajet:
    """Return the journey between two points: geodesic kilometres, times a detour, driven by stages of speed."""
    _, _, metres = TERRE.inv(depart.lon, depart.lat, arrivee.lon, arrivee.lat)
    km = metres / 1000
    return Trajet(km, round(_minutes(km * reglages.detour, reglages.paliers_vitesse)))


def _minutes(route_km: float, paliers: Iterable[tuple[float, float]]) -> float:
    total, debut = 0.0, 0.0
    for fin, vitesse in paliers:
        total += max(0.0, min(route_km, fin) - debut) * MINUTES_PAR_HEURE / vitesse
        debut = fin
    return total


def deplacements_impossibles(
    occupations: Iterable[Occupation], reglages: ReglagesAgenda
) -> tuple[DeplacementImpossible, ...]:
    """Return every journey that does not fit, for whoever moves (`mobile`), in order of time.

    Only between places whose position is known; what lies between two of them takes its time from the journey.
    """
    par_personne: dict[str, list[Occupation]] = defaultdict(list)
    for occupation in occupations:
        if occupation.mobile:
            par_personne[occupation.personne].append(occupation)
    trouves = [trouve for siennes in par_personne.values() for trouve in _suite(siennes, reglages)]
    return tuple(sorted(trouves, key=lambda d: (d.second.debut, d.second.personne)))


def _suite(occupations: list[Occupation], reglages: ReglagesAgenda) -> Iterator[DeplacementImpossible]:
    dernier: Occupation | None = None
    entre_temps = timedelta()
    for suivante in sorted(occupations, key=lambda o: (o.debut, o.fin, o.evenement)):
        if suivante.position is None:
            entre_temps += suivante.fin - suivante.debut
            continue
        if dernier is not None:
            assert dernier.position is not None
            trajet = estimer_trajet(dernier.position, suivante.position, reglages)
            marge = minutes_reelles(dernier.fin + entre_temps, suivante.debut)
            se_suivent = dernier.fin <= suivante.debut and dernier.evenement != suivante.evenement
            if se_suivent and trajet.km >= reglages.distance_min_km and trajet.minutes > marge:
                yield DeplacementImpossible(dernier, suivante, trajet, max(marge, 0))
        dernier, entre_temps = suivante, timedelta()
