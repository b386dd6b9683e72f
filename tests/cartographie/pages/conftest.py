"""Three invented communes in a line, an establishment at the first one, and people of every role."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from maillage.comptes.droits import ROLES, Portee
from maillage.structures.models import CapaciteAutorisee
from tests.fabriques import (
    CommuneFactory,
    DispositifFactory,
    EtablissementFactory,
    HabilitationFactory,
    OrganismeFactory,
    UtilisateurFactory,
)

AUTISME, INTELLECTUELLE = "437", "117"
JUIN = dt.date(2025, 6, 1)
Connexion = Callable[..., Client]


@dataclass
class Scene:
    """`proche` holds the walls, `milieu` is within thirty minutes, `loin` is a hundred kilometres away."""

    proche: Any
    milieu: Any
    loin: Any
    dispositif: Any
    etablissement: Any

    def capacite(self, etablissement: Any, public: str, nombre: int | None, mode: str = "14", **champs: Any) -> Any:
        return CapaciteAutorisee.objects.create(
            etablissement=etablissement,
            activite="841",
            mode=mode,
            public=public,
            public_declare=public,
            nombre=nombre,
            **champs,
        )


def creer_commune(nom: str, lon: float, **champs: Any) -> Any:
    valeurs = {"lat": 44.5, "population": 1000, "epci_code": f"2000{nom[:3]}", "epci_nom": f"EPCI {nom}", **champs}
    return CommuneFactory(nom=nom, lon=lon, **valeurs)


@pytest.fixture
def scene() -> Scene:
    proche, milieu = creer_commune("Prévent", 3.5), creer_commune("Millac", 3.55, population=500)
    loin = creer_commune("Lointre", 4.7, population=200)
    dispositif = DispositifFactory(code="essai", departement="99")
    etablissement = EtablissementFactory(
        nom="IME inventé",
        categorie="183",
        commune=proche,
        lon=3.5,
        lat=44.5,
        situation_le=JUIN,
        telephone="05 00 00 00 00",
    )
    dispositif.rattachements.create(etablissement=etablissement, debut=dt.date(2020, 1, 1))
    return Scene(proche, milieu, loin, dispositif, etablissement)


@pytest.fixture
def connecter(scene: Scene) -> Connexion:
    """Return a browser signed in with a role, in the dispositif of the scene when the role stays inside one."""

    def ouvrir(role: str = "ARS") -> Client:
        utilisateur = UtilisateurFactory()
        portee, lieu = ROLES[role].portee, {}
        if portee is Portee.DISPOSITIF:
            lieu = {"dispositif": scene.dispositif}
        elif portee is Portee.ORGANISME:
            lieu = {"organisme": OrganismeFactory()}
            scene.dispositif.organismes.add(lieu["organisme"])
        elif portee is Portee.DEPARTEMENT:
            lieu = {"departements": [scene.dispositif.departement]}
        HabilitationFactory(utilisateur=utilisateur, role=role, **lieu)
        client = Client()
        client.force_login(utilisateur)
        return client

    return ouvrir
