"""The files that this room reads on its own pages, named in the common history: FINESS, and the partners of a dispositif."""

from __future__ import annotations

from django.db.models import Max

from maillage.structures.models import Etablissement, Partenaire
from maillage.territoire.imports.genres import EtatReference, ImportAilleurs


def _etablissements() -> EtatReference:
    tous = Etablissement.objects.all()
    derniere = tous.aggregate(le=Max("situation_le"))["le"]
    return EtatReference(tous.filter(ferme_le=None).count(), tous.exclude(ferme_le=None).count(), derniere)


def _partenaires() -> EtatReference:
    return EtatReference(Partenaire.objects.count())


FINESS = ImportAilleurs(
    code="finess",
    libelle="Établissements et services (FINESS)",
    source="FINESS (ministère chargé de la santé), Licence Ouverte",
    plusieurs="établissements",
    page="structures:import_finess",
    section="finess",
    etat=_etablissements,
    liste="structures:etablissements",
)
PARTENAIRES = ImportAilleurs(
    code="partenaires",
    libelle="Partenaires des dispositifs",
    source="annuaires des dispositifs, fichiers importés depuis la page de chacun",
    plusieurs="partenaires",
    page="",
    section="structures",
    etat=_partenaires,
)
