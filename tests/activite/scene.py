"""A small dispositif with a counted week, shared by the tests of services and pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from maillage.parcours.models import Jeune
from maillage.structures.models import Dispositif, Professionnel
from tests.fabriques import (
    PARIS_HIVER,
    AffectationFactory,
    DispositifFactory,
    EvenementFactory,
    JeuneFactory,
    PeriodeFactory,
    PhaseFactory,
    PlacesFactory,
    ProfessionnelFactory,
)

TRIMESTRE = "2024-T1"


@dataclass(frozen=True)
class Scene:
    dispositif: Dispositif
    jeunes: list[Jeune]
    professionnel: Professionnel


def semaine_comptee(*, jeunes: int = 2) -> Scene:
    """Each young person is in day care the mornings of Monday 4 to Friday 8 March 2024, nine to noon."""
    dispositif = DispositifFactory()
    PlacesFactory(dispositif=dispositif)
    professionnel = ProfessionnelFactory()
    AffectationFactory(professionnel=professionnel, dispositif=dispositif)
    inscrits = [JeuneFactory() for _ in range(jeunes)]
    for jeune in inscrits:
        PhaseFactory(jeune=jeune, dispositif=dispositif)
        PeriodeFactory(jeune=jeune, dispositif=dispositif)
    for jour in range(4, 9):
        EvenementFactory(
            dispositif=dispositif,
            debut=dt.datetime(2024, 3, jour, 9, 0, tzinfo=PARIS_HIVER),
            fin=dt.datetime(2024, 3, jour, 12, 0, tzinfo=PARIS_HIVER),
            jeunes=inscrits,
            pros=[professionnel],
        )
    return Scene(dispositif, inscrits, professionnel)
