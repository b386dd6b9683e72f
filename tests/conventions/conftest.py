"""A département with two organismes, a convention in force, and the people who follow it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

from maillage.conventions import services
from maillage.conventions.models import ConventionCadre, Seance
from maillage.socle.acteur import ActeurSysteme
from tests.fabriques import (
    CommuneFactory,
    DispositifFactory,
    HabilitationFactory,
    OrganismeFactory,
    UtilisateurFactory,
)

JOUR = dt.date(2026, 3, 10)
MOMENT = dt.datetime(2026, 3, 10, 11, 0, tzinfo=dt.UTC)
SYSTEME = ActeurSysteme("essais")


@dataclass
class Scene:
    """Haute-Garonne, two organismes: the first runs a dispositif by day and in ordinary settings, the second brings the nights."""

    dispositif: Any
    organisme: Any
    voisin: Any

    def projet(self, **champs: Any) -> ConventionCadre:
        valeurs = {
            "titre": "Convention inventée",
            "debut": dt.date(2025, 1, 1),
            "fin": dt.date(2027, 12, 31),
            "reconduction_mois": 0,
            "preavis_mois": 6,
            **champs,
        }
        departement = valeurs.pop("departement", "31")
        return services.preparer_convention(SYSTEME, departement=departement, champs=valeurs)

    def signataire(self, convention: ConventionCadre, **champs: Any) -> Any:
        valeurs = {"acteur": "ARS", "nom": "Agence", "organisme": None, "modalites": [], "signe_le": None, **champs}
        return services.ajouter_signataire(SYSTEME, convention, valeurs)

    def convention(self, *, signee_le: dt.date = dt.date(2024, 12, 2), **champs: Any) -> ConventionCadre:
        convention = self.projet(**champs)
        self.signataire(convention)
        self.signataire(convention, acteur="OG", organisme=self.organisme, modalites=["AJ", "PMO"])
        self.signataire(convention, acteur="OG", organisme=self.voisin, modalites=["AN", "AJ"])
        services.signer_convention(SYSTEME, convention, signee_le=signee_le)
        return convention

    def seance(self, **champs: Any) -> Seance:
        valeurs = {
            "departement": "31",
            "instance": "CDSEI",
            "le": dt.date(2026, 3, 10),
            "heure": None,
            "lieu": "",
            "ordre_du_jour": "Point un\n\nPoint deux",
            **champs,
        }
        return services.prevoir_seance(SYSTEME, valeurs)

    def tenue(self, **champs: Any) -> Seance:
        seance = self.seance(**champs)
        services.emarger(SYSTEME, seance, {"ARS": ("Une représentante", True), "MDPH": ("", False)})
        return seance


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    with time_machine.travel(MOMENT, tick=False):
        CommuneFactory(code="31001", nom="Muret-sur-Test", departement="31")
        organisme, voisin = OrganismeFactory(nom="Association A"), OrganismeFactory(nom="Association B")
        dispositif = DispositifFactory(code="ditep-a", nom="DITEP inventé", departement="31")
        dispositif.organismes.add(organisme)
        yield Scene(dispositif, organisme, voisin)


@pytest.fixture
def connexion(client: Any, scene: Scene) -> Callable[..., Any]:
    """Sign in with a role: in the dispositif, in the organisme, or everywhere."""

    def connecter(role: str, **lieu: Any) -> Any:
        utilisateur = UtilisateurFactory(nom="Camille Équipe")
        partout = role in {"ARS", "MISSION"}
        defaut = {"organisme": scene.organisme} if role == "ORGANISME" else {"dispositif": scene.dispositif}
        HabilitationFactory(utilisateur=utilisateur, role=role, **(lieu or ({} if partout else defaut)))
        client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return connecter
