"""Schools, studies and sectors of the territory, where nothing speaks of a person; transport, which names young people; sites studied."""

from maillage.cartographie.models.antennes import ObjectifAntenne, ScenarioAntenne
from maillage.cartographie.models.territoires import (
    BaseEtude,
    Ecole,
    EtatEtude,
    EtudeZones,
    OrigineSecteur,
    Secteur,
)
from maillage.cartographie.models.transport import (
    FicheTransport,
    PlanTournees,
    ReglageTransport,
    SensTournee,
    SeparationTransport,
)

__all__ = [
    "BaseEtude",
    "Ecole",
    "EtatEtude",
    "EtudeZones",
    "FicheTransport",
    "ObjectifAntenne",
    "OrigineSecteur",
    "PlanTournees",
    "ReglageTransport",
    "ScenarioAntenne",
    "Secteur",
    "SensTournee",
    "SeparationTransport",
]
