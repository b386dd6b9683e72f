"""What is asked of the young person or of the family, from each context that asks something: changes to answer or withdraw, projects to agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from maillage.liaison.selectors.famille import demandes_a_la_famille
from maillage.portail.espace.selectors import Espace
from maillage.projet.selectors.lecture import accords_attendus
from maillage.socle.acteur import Acteur

IMAGES = {"repondre": "question", "retracter": "heure", "projet": "cible"}


@dataclass(frozen=True)
class DemandeDite:
    """One thing asked. `attendue`: an answer is waited for; otherwise it is only possible. `jusqu_au`: the last day, if any."""

    genre: str
    titre: str
    detail: str
    url: str
    attendue: bool
    jusqu_au: date | None = None

    @property
    def image(self) -> str:
        return IMAGES[self.genre]


def demandes_du_compte(acteur: Acteur, espace: Espace, *, le: date) -> list[DemandeDite]:
    """Return what is asked of this account about this young person, what waits first."""
    return [*_fiches(acteur, espace, le), *_projets(acteur, espace)]


def _fiches(acteur: Acteur, espace: Espace, le: date) -> list[DemandeDite]:
    return [
        DemandeDite(
            genre=demande.genre.lower(),
            titre=espace.dire(f"demandes.{demande.genre.lower()}"),
            detail=demande.change[:1].upper() + demande.change[1:],
            url=reverse("espace:fiche", args=[espace.identifiant, demande.fiche]),
            attendue=demande.genre == "REPONDRE",
            jusqu_au=demande.jusqu_au,
        )
        for demande in demandes_a_la_famille(acteur, espace.jeune.pk, le=le)
    ]


def _projets(acteur: Acteur, espace: Espace) -> list[DemandeDite]:
    return [
        DemandeDite(
            genre="projet",
            titre=espace.dire("demandes.projet"),
            detail="",
            url=reverse("espace:accord_projet", args=[espace.identifiant, accord.pk]),
            attendue=True,
        )
        for accord in accords_attendus(acteur, espace.jeune.pk)
    ]
