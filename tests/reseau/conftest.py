"""Two dispositifs 30 km apart, an offer, a diary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from maillage.comptes.selectors import acteur_de
from maillage.reseau.models import ContactMission, OffreExperience
from maillage.reseau.services import annuaire, bilans
from maillage.socle.acteur import ActeurSysteme
from tests.fabriques import CommuneFactory, DispositifFactory, HabilitationFactory, UtilisateurFactory

MARS = dt.datetime(2026, 3, 16, 10, 0, tzinfo=dt.UTC)
JOUR = MARS.date()
SYSTEME = ActeurSysteme("essais")


@dataclass
class Scene:
    """`ici` asks, `la_bas` has done it; `auteur` is the account that offers, `mission` the acting person of the mission."""

    ici: Any
    la_bas: Any
    auteur: Any
    offre: OffreExperience
    mission: Any

    def url(self, nom: str, *arguments: Any) -> str:
        return reverse(f"reseau:{nom}", args=arguments)


def champs(**autres: Any) -> dict[str, Any]:
    return {
        "nom": "Claude Inventé",
        "fonction": "Cheffe de service",
        "titre": "Ouvrir une classe externalisée",
        "recit": "Nous avons commencé par la cantine.",
        "themes": ["EDUCATION_NATIONALE"],
        "preference": "COURRIEL",
        "courriel": "claude@exemple.test",
        "telephone": "",
        "jusqu_au": JOUR + dt.timedelta(days=200),
        **autres,
    }


def compte(role: str, *, dispositif: Any = None, nom: str = "") -> tuple[Any, Any]:
    """Return an account with a role, and who acts with it."""
    utilisateur = UtilisateurFactory(nom=nom or f"Camille {role.title()}")
    HabilitationFactory(utilisateur=utilisateur, role=role, **({"dispositif": dispositif} if dispositif else {}))
    return utilisateur, acteur_de(utilisateur, le=JOUR)


@pytest.fixture(autouse=True)
def _en_mars() -> Iterator[None]:
    with time_machine.travel(MARS, tick=False):
        yield


@pytest.fixture
def scene(db: None) -> Scene:
    ici, la_bas = DispositifFactory(code="ici", nom="DITEP Ici"), DispositifFactory(code="la-bas", nom="DITEP Là-bas")
    ici.communes.add(CommuneFactory(nom="Ici-Ville", lon=1.40, lat=43.6))
    la_bas.communes.add(CommuneFactory(nom="Là-Ville", lon=1.78, lat=43.6))
    auteur, acteur = compte("DIRECTION", dispositif=la_bas)
    offre = annuaire.proposer_experience(acteur, la_bas.pk, champs())
    return Scene(ici, la_bas, auteur, offre, compte("MISSION")[1])


@pytest.fixture
def connexion(client: Any, scene: Scene) -> Callable[..., Any]:
    """Sign in with a role; the management works in « ici »."""

    def connecter(role: str = "DIRECTION") -> Any:
        utilisateur, _ = compte(role, dispositif=scene.ici if role in {"DIRECTION", "PROFESSIONNEL"} else None)
        client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return connecter


def noter(dispositif: Any, jours: int, objet: str = "Appel") -> ContactMission:
    """Write a contact so many days ago."""
    return ContactMission.objects.create(
        dispositif=dispositif,
        date=JOUR - dt.timedelta(days=jours),
        nature="TELEPHONE",
        objet=objet,
        note_par="essais",
        note_le=MARS,
    )


def ouvrir(acteur: Any = SYSTEME, **autres: Any) -> Any:
    """Open the bilan of last year."""
    mots = {"titre": "Bilan 2025", "debut": dt.date(2025, 1, 1), "fin": dt.date(2025, 12, 31), **autres}
    return bilans.ouvrir_bilan(acteur, **mots)


def annoncer(titre: str = "Journée ouverte", **autres: Any) -> Any:
    """Announce a meeting open to all, in ten days, with someone registered."""
    table = {nom: apps.get_model("rencontres", nom)._default_manager for nom in ("Rencontre", "SeanceRencontre")}
    jour = JOUR + dt.timedelta(days=10)
    champs_lus = {"nature": "JOURNEE", "etat": "ANNONCEE", "public_site": True, **autres}
    rencontre = table["Rencontre"].create(titre=titre, premier_jour=jour, dernier_jour=jour, **champs_lus)
    seance = table["SeanceRencontre"].create(rencontre=rencontre, lieu="Salle des fêtes", premier_jour=jour)
    seance.jours.create(le=jour, debut=dt.time(9), fin=dt.time(12))
    seance.inscriptions.create(
        prenom="Sacha",
        nom="Inscrit",
        personne="sacha inscrit",
        cle_structure="mairie",
        structure="Mairie",
        courriel="sacha@exemple.test",
        etat="INSCRIT",
        arrivee_le=MARS,
    )
    return rencontre
