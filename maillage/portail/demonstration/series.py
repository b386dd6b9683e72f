"""The weekly habits of the first dispositif told as series: the événements are already in its agenda."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Max, Min

from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.tables import Tables
from maillage.portail.demonstration.temps import PARIS

HABITUDES = (
    ("Réunion d'équipe", "FREQ=WEEKLY;BYDAY=TH"),
    ("Classe externalisée", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("Internat", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH"),
)
"""Title of the événements and rule of their series."""


def tisser_series(tables: Tables, offre: Offre) -> int:
    """Write one series per habit that has événements, and tie them to it; return how many series."""
    liens: list[tuple[Any, int]] = []
    for titre, regle in HABITUDES:
        evenements = _evenements().filter(dispositif_id=offre.pk, titre=titre, source="")
        bornes = evenements.aggregate(premiere=Min("debut"), derniere=Max("debut"))
        if bornes["premiere"] is None:
            continue
        debut, fin = evenements.order_by("debut", "pk").values_list("debut", "fin")[0]
        serie = tables["agenda.Serie"].ajouter(
            f"S{offre.rang:02d}{len(liens):09d}",
            offre.pk,
            regle,
            debut.strftime("%Y-%m-%d %H:%M:%S"),
            (fin - debut).seconds // 60,
            bornes["derniere"].astimezone(PARIS).date().isoformat(),
        )
        liens.append((evenements, serie))
    tables.ecrire()
    for evenements, serie in liens:
        evenements.update(serie_id=serie)
    return len(liens)


def _evenements() -> Any:
    return apps.get_model("agenda.Evenement")._default_manager
