"""Models of the offer, by noun; private to this context."""

from maillage.structures.models.dispositif import (
    Dispositif,
    ExceptionOuverture,
    Places,
    Rattachement,
    Unite,
)
from maillage.structures.models.etablissement import (
    CapaciteAutorisee,
    ChangementEtablissement,
    Etablissement,
    LotFiness,
    OrganismeGestionnaire,
)
from maillage.structures.models.partenaires import FusionPartenaires, LotPartenaires
from maillage.structures.models.personnes import Affectation, EtiquettePartenaire, Partenaire, Professionnel

__all__ = [
    "Affectation",
    "CapaciteAutorisee",
    "ChangementEtablissement",
    "Dispositif",
    "Etablissement",
    "EtiquettePartenaire",
    "ExceptionOuverture",
    "FusionPartenaires",
    "LotFiness",
    "LotPartenaires",
    "OrganismeGestionnaire",
    "Partenaire",
    "Places",
    "Professionnel",
    "Rattachement",
    "Unite",
]
