"""Two dispositifs, two people of the mission, and the direction of each dispositif."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

from maillage.comptes.selectors import acteur_de
from maillage.socle.acteur import ActeurSysteme
from maillage.soutien import services
from maillage.soutien.models import DemandeSoutien, VisiteSoutien
from tests.fabriques import CommuneFactory, DispositifFactory, HabilitationFactory, UtilisateurFactory

JOUR = dt.date(2026, 3, 10)
MOMENT = dt.datetime(2026, 3, 10, 11, 0, tzinfo=dt.UTC)
SYSTEME = ActeurSysteme("essais")


@dataclass
class Scene:
    """`alix` and `basile` work for the mission; `directrice` directs the first dispositif, `voisine` the second."""

    dispositif: Any
    autre: Any
    alix: Any
    basile: Any
    directrice: Any
    voisine: Any

    def acteur(self, compte: Any) -> Any:
        return acteur_de(compte, le=JOUR)

    def demande(self, **champs: Any) -> DemandeSoutien:
        valeurs = {
            "dispositif": self.dispositif,
            "etablissement": None,
            "objet": "Coordination de parcours",
            "besoin": "Aider l'équipe à dire qui fait quoi.",
            "demandeur": "Une cheffe de service",
            "fonction": "",
            "courriel": "cheffe@exemple.test",
            "canal": "PAGE",
            "recue_le": JOUR,
            **champs,
        }
        return services.deposer_demande(SYSTEME, valeurs)

    def qualifiee(self, **champs: Any) -> DemandeSoutien:
        demande = self.demande(**champs)
        return services.qualifier(SYSTEME, demande, genre="INTERVENTION", reponse="Deux journées.", charge=self.alix.pk)

    def visite(self, **champs: Any) -> VisiteSoutien:
        valeurs = {
            "dispositif": self.dispositif,
            "demande": None,
            "genre": "INTERVENTION",
            "le": JOUR,
            "heure": None,
            "duree_minutes": 180,
            "a_distance": False,
            "lieu": "",
            "commune": None,
            "depart": None,
            "km": None,
            **champs,
        }
        return services.prevoir_visite(SYSTEME, valeurs, intervenants=[self.alix.pk])


def _compte(nom: str, role: str, **lieu: Any) -> Any:
    compte = UtilisateurFactory(nom=nom, email=f"{nom.lower()}@exemple.test")
    HabilitationFactory(utilisateur=compte, role=role, **lieu)
    return compte


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    with time_machine.travel(MOMENT, tick=False):
        CommuneFactory(code="31001", nom="Muret-sur-Test", departement="31", lon=1.0, lat=43.5)
        CommuneFactory(code="31002", nom="Auterive-sur-Test", departement="31", lon=1.5, lat=43.5)
        ici = DispositifFactory(code="ditep-a", nom="DITEP inventé", departement="31")
        ailleurs = DispositifFactory(code="dime-b", nom="DIME inventé", departement="34")
        yield Scene(
            ici,
            ailleurs,
            _compte("Alix", "MISSION"),
            _compte("Basile", "MISSION"),
            _compte("Directrice", "DIRECTION", dispositif=ici),
            _compte("Voisine", "DIRECTION", dispositif=ailleurs),
        )


@pytest.fixture
def entrer(client: Any) -> Callable[[Any], Any]:
    """Sign in."""

    def connecter(compte: Any) -> Any:
        client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return connecter
