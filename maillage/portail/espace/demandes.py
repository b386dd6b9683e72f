"""What is asked of the young person or of the family, from each context that asks something: changes to answer or withdraw, projects to agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from maillage.liaison.selectors.famille import FicheFamille, fiches_du_compte
from maillage.portail.espace.selectors import Espace
from maillage.portail.espace.selectors.projets import accords_a_donner
from maillage.socle.acteur import Acteur

IMAGES = {"repondre": "question", "retracter": "heure", "avis": "parler", "projet": "cible"}


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
    """A change to answer, then one to withdraw from; a minor, who decides with their parents, is asked what they think."""
    lues = fiches_du_compte(acteur, espace.jeune.pk, le=le)
    dites = [(_genre(une, espace), une) for une in lues]
    voulues = [(genre, une) for genre, une in dites if genre]
    rang = list(IMAGES).index
    return [_fiche(espace, genre, une) for genre, une in sorted(voulues, key=lambda ligne: rang(ligne[0]))]


def _genre(une: FicheFamille, espace: Espace) -> str:
    if une.peut_repondre:
        return "repondre"
    if une.peut_se_retirer:
        return "retracter"
    return "avis" if une.peut_observer and not espace.decide else ""


def _fiche(espace: Espace, genre: str, une: FicheFamille) -> DemandeDite:
    return DemandeDite(
        genre=genre,
        titre=espace.dire(f"demandes.{genre}"),
        detail=une.lue.change[:1].upper() + une.lue.change[1:],
        url=reverse("espace:fiche", args=[espace.identifiant, une.fiche.identifiant]),
        attendue=genre != "retracter",
        jusqu_au=une.dernier_jour if genre == "retracter" else None,
    )


def _projets(acteur: Acteur, espace: Espace) -> list[DemandeDite]:
    return [
        DemandeDite(
            genre="projet",
            titre=espace.dire("demandes.projet"),
            detail="",
            url=reverse("espace:accord_projet", args=[espace.identifiant, accord.pk]),
            attendue=True,
        )
        for accord in accords_a_donner(acteur, espace.jeune.pk)
    ]
