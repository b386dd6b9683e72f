"""What the one search box finds here."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from maillage.formations.permissions import FORMATIONS
from maillage.formations.selectors.catalogue import FiltresFormations, lister_formations
from maillage.socle.acteur import Acteur


@dataclass(frozen=True)
class ResultatFormation:
    """A training found: its title, its theme, its address."""

    libelle: str
    detail: str
    url: str


def chercher(acteur: Acteur, q: str, *, maximum: int) -> list[ResultatFormation]:
    """Return the trainings of the catalogue that hold the words (1 query)."""
    if not acteur.peut(FORMATIONS) or not q.strip():
        return []
    return [
        ResultatFormation(
            formation.titre,
            f"Formation, {formation.libelle_thematique}",
            reverse("formations:formation", args=[formation.identifiant]),
        )
        for formation in lister_formations(FiltresFormations(recherche=q.strip()))[:maximum]
    ]
