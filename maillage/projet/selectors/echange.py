"""The projects of a dispositif that were agreed to, for those who take them elsewhere: plain rows, a fixed number of queries.

Rights are checked by the caller.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from maillage.projet.domain.ecocarte import GenreElement
from maillage.projet.domain.etats import EtatProjet
from maillage.projet.models import ActionProjet, Objectif, PlaceEcocarte, ProjetPersonnalise

CONVENUS = (EtatProjet.ACCORDE.value, EtatProjet.EVALUE.value, EtatProjet.REMPLACE.value, EtatProjet.CLOS.value)


def projets_a_echanger(dispositif_id: int, *, jeune_id: int | None = None) -> list[ProjetPersonnalise]:
    """Return the agreed projects with needs, kept objectives and actions, versions and answers already read (7 queries)."""
    projets = ProjetPersonnalise.objects.filter(dispositif_id=dispositif_id, etat__in=CONVENUS)
    if jeune_id is not None:
        projets = projets.filter(jeune_id=jeune_id)
    actions = Prefetch("actions", ActionProjet.objects.filter(retiree_le__isnull=True), to_attr="gardees")
    objectifs = Prefetch(
        "objectifs", Objectif.objects.filter(retire_le__isnull=True).prefetch_related(actions), to_attr="gardes"
    )
    lus = projets.select_related("jeune").prefetch_related("besoins", objectifs, "versions__accords")
    return list(lus.order_by("jeune__identifiant", "numero", "pk"))


def projets_par_identifiant(identifiants: list[str]) -> dict[str, Any]:
    """Return the projects of these identifiers (1 query); for reconciliation, by services that hold the right."""
    return {projet.identifiant: projet for projet in ProjetPersonnalise.objects.filter(identifiant__in=identifiants)}


def personnes_a_echanger(dispositif_id: int, *, jeune_id: int | None = None) -> list[dict[str, Any]]:
    """Return the people who stand on the eco-maps today: who, since when (1 query). Never the ties nor the notes: they are the young person's."""
    places = PlaceEcocarte.objects.filter(
        element__dispositif_id=dispositif_id,
        element__genre=GenreElement.PERSONNE.value,
        element__efface_le__isnull=True,
        fin__isnull=True,
    )
    if jeune_id is not None:
        places = places.filter(element__jeune_id=jeune_id)
    champs = ("element__jeune__identifiant", "element__identifiant", "element__nom", "debut")
    return list(places.order_by("element__jeune__identifiant", "element_id").values(*champs))
