"""A dispositif with its territory, its team and the people who ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.appui_ressource import services
from maillage.appui_ressource.domain.demande import SaisieDemande
from maillage.appui_ressource.forms.lecture import jeton_de_lecture
from maillage.appui_ressource.models import DemandeAppui
from tests.fabriques import (
    AffectationFactory,
    CommuneFactory,
    DispositifFactory,
    HabilitationFactory,
    JeuneFactory,
    PartenaireFactory,
    PhaseFactory,
    ProfessionnelFactory,
    UtilisateurFactory,
)

FORMULAIRE = {
    "demandeur": "ECOLE",
    "structure_nom": "École inventée",
    "commune": "Muret-sur-Test",
    "public": "COMPORTEMENT",
    "situation": "Un élève de CE1 quitte la classe.",
    "souhait": "APPUI_CONSEIL",
    "contact_nom": "Dominique Inventée",
    "courriel": "ecole@exemple.test",
    "accepte_contact": "on",
    "lecture": jeton_de_lecture(timezone.now() - dt.timedelta(minutes=1)),
}
"""A form shown a minute ago."""
LU = {"lecture": FORMULAIRE["lecture"]}


@dataclass
class Scene:
    """A dispositif, its commune, a school that it knows, a young person and a professional."""

    dispositif: Any
    commune: Any
    ecole: Any
    jeune: Any
    pro: Any

    def saisie(self, **champs: Any) -> SaisieDemande:
        valeurs = {
            "demandeur": "ECOLE",
            "commune": self.commune.pk,
            "public": "COMPORTEMENT",
            "situation": "Un élève de CE1 quitte la classe.",
            "souhait": "APPUI_CONSEIL",
            "contact_nom": "Dominique Inventée",
            "courriel": "ecole@exemple.test",
            **champs,
        }
        return SaisieDemande(**valeurs)

    def demande(self, **champs: Any) -> DemandeAppui:
        return services.deposer_demande(self.saisie(**champs), navigateur="n", adresse="a")


@pytest.fixture
def scene(db: None) -> Scene:
    commune = CommuneFactory(code="31001", nom="Muret-sur-Test", departement="31")
    dispositif = DispositifFactory(code="ditep-a", nom="DITEP inventé", departement="31")
    dispositif.communes.add(commune)
    ecole = PartenaireFactory(nom="École inventée", type="ECOLE", uai="0310001A", commune=commune)
    ecole.dispositifs.add(dispositif)
    jeune = JeuneFactory()
    PhaseFactory(jeune=jeune, dispositif=dispositif)
    pro = ProfessionnelFactory()
    AffectationFactory(professionnel=pro, dispositif=dispositif)
    return Scene(dispositif, commune, ecole, jeune, pro)


@pytest.fixture
def connexion(client: Any, scene: Scene) -> Callable[..., Any]:
    """Sign in with a role, in the dispositif of the scene unless another is given."""

    def connecter(role: str = "PROFESSIONNEL", *, dispositif: Any = None, partout: bool = False) -> Any:
        utilisateur = UtilisateurFactory(nom="Camille Équipe")
        lieu = {} if partout else {"dispositif": dispositif or scene.dispositif}
        HabilitationFactory(utilisateur=utilisateur, role=role, **lieu)
        client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return connecter


@pytest.fixture
def adresse(scene: Scene) -> Callable[..., str]:
    """Address of a page of the dispositif."""

    def construire(nom: str, *arguments: Any) -> str:
        return reverse(f"appui:{nom}", args=[scene.dispositif.code, *arguments])

    return construire
