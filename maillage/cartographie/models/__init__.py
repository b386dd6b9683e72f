"""Schools, studies and sectors of the territory, where nothing speaks of a person; transport, which names young people; sites; layers lent."""

from maillage.cartographie.models.antennes import ObjectifAntenne, ScenarioAntenne
from maillage.cartographie.models.calques import Calque, CelluleCalque, DestinataireCalque
from maillage.cartographie.models.territoires import (
    BaseEtude,
    Ecole,
    EtatEtude,
    EtudeZones,
    OrigineSecteur,
    Secteur,
)
from maillage.cartographie.models.transport import (
    FactureTransport,
    FicheTransport,
    PlanTournees,
    ReglageTransport,
    SensTournee,
    SeparationTransport,
)

__all__ = [
    "BaseEtude",
    "Calque",
    "CelluleCalque",
    "DestinataireCalque",
    "Ecole",
    "EtatEtude",
    "EtudeZones",
    "FactureTransport",
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
