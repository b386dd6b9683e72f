"""A partnership of two organismes with everything a recognition asks for, its direction, its other organisme, and two examiners."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.selectors import acteur_de
from maillage.reconnaissance import services
from maillage.reconnaissance.models import DossierReconnaissance
from maillage.socle.pieces import controler
from tests.fabriques import (
    AffectationFactory,
    CommuneFactory,
    DispositifFactory,
    EtablissementFactory,
    HabilitationFactory,
    OrganismeFactory,
    PartenaireFactory,
    PlacesFactory,
    ProfessionnelFactory,
    UniteFactory,
    UtilisateurFactory,
)

OBLIGATOIRES = ("public", "modalites", "organisation")
SECRET = "Réserve confidentielle zygomorphe"


@dataclass
class Scene:
    """Who and what: `direction` and `ars` act; `porteurs`, the two organismes."""

    dispositif: Any
    porteurs: list[Any]
    utilisateurs: dict[str, Any]

    def acteur(self, role: str) -> Any:
        return acteur_de(self.utilisateurs[role], le=timezone.localdate())

    @property
    def direction(self) -> Any:
        return self.acteur("DIRECTION")

    @property
    def ars(self) -> Any:
        return self.acteur("ARS")

    def dossier(self) -> DossierReconnaissance:
        return DossierReconnaissance.objects.get(dispositif=self.dispositif)

    @property
    def version(self) -> int:
        return self.dossier().version

    def joindre(self, genre: str = "ACCORD") -> Any:
        fichier = controler("convention.txt", b"Convention de partenariat\n")
        return services.joindre_piece(self.direction, self.dispositif.pk, genre=genre, fichier=fichier)

    def rediger(self) -> None:
        services.ouvrir_dossier(self.direction, self.dispositif)
        for code in OBLIGATOIRES:
            services.ecrire_section(self.direction, self.dispositif.pk, code, texte=f"Texte de {code}", lue=0)
        services.ecrire_section(self.direction, self.dispositif.pk, "appui_ressource", texte="Un seul contact", lue=0)
        self.joindre()

    def deposer(self) -> Any:
        self.rediger()
        services.demander_echange(self.direction, self.dispositif)
        return services.deposer(self.direction, self.dispositif)

    def instruire(self) -> None:
        self.deposer()
        services.prendre_en_instruction(self.ars, self.dispositif, version=self.version)


@pytest.fixture
def scene(db: None) -> Scene:
    porteurs = [OrganismeFactory(nom="Association inventée A"), OrganismeFactory(nom="Association inventée B")]
    dispositif = DispositifFactory(
        code="dime-a", nom="DIME inventé", type="DIME", montage="ORGANISATION_PARTENARIALE", departement="31"
    )
    dispositif.organismes.add(*porteurs)
    dispositif.communes.add(CommuneFactory(nom="Muret-sur-Test"))
    for numero, porteur in enumerate(porteurs):
        etablissement = EtablissementFactory(finess=f"99000000{numero}", organisme=porteur)
        etablissement.rattachements.create(dispositif=dispositif, debut=dt.date(2020, 1, 1))
    for modalite in ("AJ", "AN", "PMO"):
        PlacesFactory(dispositif=dispositif, modalite=modalite)
    UniteFactory(dispositif=dispositif, nature="UEE")
    PartenaireFactory(type="ECOLE").dispositifs.add(dispositif)
    AffectationFactory(professionnel=ProfessionnelFactory(metier="COORDONNATEUR"), dispositif=dispositif)
    utilisateurs = {
        role: UtilisateurFactory(nom=f"Camille {role.title()}", email=f"{role.lower()}@exemple.test")
        for role in ("DIRECTION", "ORGANISME", "ARS", "ARS2", "MISSION", "PROFESSIONNEL")
    }
    for role in ("DIRECTION", "PROFESSIONNEL"):
        HabilitationFactory(utilisateur=utilisateurs[role], role=role, dispositif=dispositif)
    HabilitationFactory(utilisateur=utilisateurs["ORGANISME"], role="ORGANISME", organisme=porteurs[1])
    for cle, role in (("ARS", "ARS"), ("ARS2", "ARS"), ("MISSION", "MISSION")):
        HabilitationFactory(utilisateur=utilisateurs[cle], role=role)
    return Scene(dispositif, porteurs, utilisateurs)


@pytest.fixture
def connexion(scene: Scene) -> Callable[[str], Client]:
    """Sign in as one of the people of the scene, each in their own browser."""

    def connecter(role: str) -> Client:
        client = Client()
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(scene.utilisateurs[role], backend=backend)
        return client

    return connecter


@pytest.fixture
def adresse(scene: Scene) -> Callable[..., str]:
    """Address of a page of the dispositif."""

    def construire(nom: str, *arguments: Any) -> str:
        return reverse(f"reconnaissance:{nom}", args=[scene.dispositif.code, *arguments])

    return construire
