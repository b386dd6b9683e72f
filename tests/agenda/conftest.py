"""People, a dispositif and the forms that speak of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from maillage.agenda.domain.etat import SaisieEvenement
from maillage.agenda.models import Appartenance, GroupeJeunes, Ressource
from tests.fabriques import (
    AffectationFactory,
    DispositifFactory,
    HabilitationFactory,
    JeuneFactory,
    PhaseFactory,
    ProfessionnelFactory,
    UtilisateurFactory,
)


@dataclass
class Lieu:
    """A dispositif with two young people and one educator."""

    dispositif: Any
    sacha: Any
    noa: Any
    pro: Any

    def saisie(
        self, debut: dt.datetime = dt.datetime(2024, 3, 4, 9), heures: float = 3, **champs: Any
    ) -> SaisieEvenement:
        valeurs = {
            "titre": "Atelier cuisine",
            "categorie": "DIRECT_JEUNE",
            "modalite": "AJ",
            "jeunes": frozenset({self.sacha.pk, self.noa.pk}),
            "pros": frozenset({self.pro.pk}),
            **champs,
        }
        return SaisieEvenement(debut=debut, fin=debut + dt.timedelta(hours=heures), **valeurs)


@pytest.fixture
def lieu(db: None) -> Lieu:
    dispositif = DispositifFactory(code="ditep-a")
    sacha, noa = (JeuneFactory(prenom=prenom, identifiant=prenom.upper()) for prenom in ("Sacha", "Noa"))
    for jeune in (sacha, noa):
        PhaseFactory(jeune=jeune, dispositif=dispositif)
    pro = ProfessionnelFactory(prenom="Camille", nom="Inventée", identifiant="PRO1")
    AffectationFactory(professionnel=pro, dispositif=dispositif)
    return Lieu(dispositif, sacha, noa, pro)


@pytest.fixture
def ressource(lieu: Lieu) -> Callable[..., Any]:
    """Make a room, or what `nature` says, of the dispositif."""

    def creer(nom: str = "Salle bleue", nature: str = "SALLE", **champs: Any) -> Any:
        return Ressource.objects.create(dispositif=lieu.dispositif, nom=nom, nature=nature, **champs)

    return creer


@pytest.fixture
def groupe(lieu: Lieu) -> Callable[..., Any]:
    """Make a group of the dispositif: (young person, first day, last day) for each stay."""

    def creer(*sejours: tuple[Any, dt.date, dt.date | None], nom: str = "Les Lilas") -> Any:
        fait = GroupeJeunes.objects.create(dispositif=lieu.dispositif, nom=nom, debut=dt.date(2024, 1, 1))
        for jeune, debut, fin in sejours:
            Appartenance.objects.create(groupe=fait, jeune=jeune, debut=debut, fin=fin)
        return fait

    return creer


@pytest.fixture
def lecteur() -> Callable[[], Any]:
    """An acting person who may read and not write."""

    class Lecteur:
        identifiant, libelle, roles, professionnel_id = 7, "lectrice", ("LECTURE",), None

        def peut(self, section: str, acces: str = "LECTURE", dispositif_id: int | None = None) -> bool:
            return acces == "LECTURE"

        def dispositifs(self, section: str, acces: str = "LECTURE") -> None:
            return None

        def departements(self, section: str, acces: str = "LECTURE") -> None:
            return None

    return Lecteur


@pytest.fixture
def connexion(client: Any, lieu: Lieu) -> Callable[..., Any]:
    """Sign in with a role in the dispositif (another one with `dispositif`); as the educator when `pro` is true."""

    def connecter(role: str = "PROFESSIONNEL", *, pro: bool = True, dispositif: Any = None) -> Any:
        utilisateur = UtilisateurFactory(professionnel=lieu.pro if pro else None)
        HabilitationFactory(utilisateur=utilisateur, role=role, dispositif=dispositif or lieu.dispositif)
        client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return connecter


@pytest.fixture
def adresse(lieu: Lieu) -> Callable[..., str]:
    """Address of a page of the agenda of the dispositif."""

    def construire(nom: str, *arguments: Any) -> str:
        return reverse(f"agenda:{nom}", args=[lieu.dispositif.code, *arguments])

    return construire
