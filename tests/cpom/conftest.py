"""A contract with one sheet, one indicator and transmitted returns made by hand."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from maillage.activite.models import RetourTrimestriel
from maillage.cpom import services
from maillage.cpom.domain.catalogue import Formule, Sens
from maillage.cpom.models import Cpom, FicheAction, IndicateurCpom
from maillage.socle.acteur import ActeurSysteme
from tests.fabriques import DispositifFactory, HabilitationFactory, OrganismeFactory, UtilisateurFactory

MAI = dt.datetime(2026, 5, 12, 10, 0, tzinfo=dt.UTC)
ACTEUR = ActeurSysteme("essais")
FICHE = {
    "titre": "Appui-ressource de proximité",
    "objectif": "Aider les écoles avant qu'une place soit demandée.",
    "pilote": "Chef de service",
    "moyens": "",
    "territoire": "",
    "liens": "",
}


@dataclass
class Scene:
    """A dispositif with its contract 2025-2029."""

    dispositif: Any
    organisme: Any
    contrat: Cpom
    fiche: FicheAction
    indicateur: IndicateurCpom

    def url(self, nom: str, *arguments: Any) -> str:
        return reverse(f"cpom:{nom}", args=[self.dispositif.code, *arguments])

    @property
    def page(self) -> str:
        return self.url("indicateur", self.indicateur.identifiant)


def transmettre(dispositif: Any, periode: str, *, revision: int = 1, heures: float = 30, actions: int = 12) -> None:
    """Write a transmitted return that holds a few figures."""
    mesures = {
        "appui_ressource": {"heures": heures, "actions": actions},
        "file_active": {"stricte": 20},
        "flux": {"entrees": 3, "presents_fin": 18},
    }
    contenu = {"dispositifs": [{"mesures": mesures, "qualite": {}, "jeunes": []}]}
    RetourTrimestriel.objects.create(
        dispositif=dispositif,
        periode=periode,
        revision=revision,
        etat="TRANSMIS",
        regles="aire-2024",
        arrete=dt.date(2026, 1, 10),
        contenu=json.dumps(contenu).encode(),
        transmis_le=MAI,
    )


def ecrire_indicateur(fiche: FicheAction, libelle: str = "Heures d'appui", **champs: Any) -> IndicateurCpom:
    valeurs: dict[str, Any] = {
        "formule": Formule("APPUI_HEURES"),
        "sens": Sens.HAUSSE,
        "cibles": {2025: Decimal(100), 2026: Decimal(140)},
        **champs,
    }
    return services.ecrire_indicateur(ACTEUR, fiche.dispositif_id, fiche.identifiant, libelle=libelle, **valeurs)


def monter(code: str = "ditep-a", **champs: Any) -> Scene:
    dispositif = DispositifFactory(code=code, nom=f"DITEP {code}", **champs)
    organisme = OrganismeFactory()
    dispositif.organismes.add(organisme)
    contrat = services.ouvrir_contrat(ACTEUR, dispositif, organisme_id=organisme.pk, annees=(2025, 2029))
    fiche = services.ecrire_fiche(ACTEUR, dispositif.pk, FICHE, contrat=contrat.identifiant)
    return Scene(dispositif, organisme, contrat, fiche, ecrire_indicateur(fiche))


@pytest.fixture(autouse=True)
def _en_mai() -> Iterator[None]:
    with time_machine.travel(MAI, tick=False):
        yield


@pytest.fixture
def scene(db: None) -> Scene:
    return monter()


@pytest.fixture
def connexion(client: Any, scene: Scene) -> Callable[..., Any]:
    """Sign in with a role, where that role reaches."""

    def connecter(role: str = "DIRECTION", *, dispositif: Any = None) -> Any:
        utilisateur = UtilisateurFactory(nom=f"Camille {role.title()}")
        lieux = {
            "DIRECTION": {"dispositif": dispositif or scene.dispositif},
            "ORGANISME": {"organisme": scene.organisme},
        }
        HabilitationFactory(utilisateur=utilisateur, role=role, **lieux.get(role, {}))
        client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return connecter
