"""A COMOP announced in two towns, two dispositifs, and the people who run it or come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

from maillage.rencontres import services
from maillage.rencontres.domain.inscription import SaisieInscription
from maillage.rencontres.models import Inscription, Rencontre, SeanceRencontre
from maillage.socle.acteur import ActeurSysteme
from tests.fabriques import CommuneFactory, DispositifFactory, HabilitationFactory, UtilisateurFactory

JOUR = dt.date(2026, 3, 10)
MOMENT = dt.datetime(2026, 3, 10, 8, 0, tzinfo=dt.UTC)
SYSTEME = ActeurSysteme("essais")
Jour = tuple[dt.date, dt.time, dt.time]


def journee(le: dt.date) -> list[Jour]:
    return [(le, dt.time(9, 30), dt.time(16, 30))]


@dataclass
class Scene:
    """Haute-Garonne; `comop` is announced with a date in Toulouse, on 20 March."""

    dispositif: Any
    voisin: Any
    toulouse: Any
    comop: Rencontre
    seance: SeanceRencontre

    def rencontre(self, **champs: Any) -> Rencontre:
        valeurs = {"nature": "COMOP", "titre": "Territoires", **champs}
        return services.creer_rencontre(SYSTEME, valeurs)

    def date(self, rencontre: Rencontre, le: dt.date, **champs: Any) -> SeanceRencontre:
        valeurs = {"lieu": "Salle", "commune": self.toulouse, "places": None, **champs}
        return services.ajouter_seance(SYSTEME, rencontre, valeurs, journee(le))

    def venir(self, nom: str, *, seance: SeanceRencontre | None = None, chez: Any = None, **champs: Any) -> Inscription:
        valeurs = {"prenom": "Camille", "courriel": f"{nom.lower()}@exemple.test", **champs}
        saisie = SaisieInscription(nom=nom, **valeurs)
        return services.inscrire(SYSTEME, seance or self.seance, saisie, dispositif_id=chez.pk if chez else None)


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    with time_machine.travel(MOMENT, tick=False):
        toulouse = CommuneFactory(code="31555", nom="Toulouse-sur-Test", departement="31")
        dispositif = DispositifFactory(code="ditep-a", nom="DITEP inventé", departement="31")
        voisin = DispositifFactory(code="dime-b", nom="DIME inventé", departement="31")
        comop = services.creer_rencontre(SYSTEME, {"nature": "COMOP", "titre": "Territoires"})
        scene = Scene(dispositif, voisin, toulouse, comop, SeanceRencontre())
        scene.seance = scene.date(comop, dt.date(2026, 3, 20), places=2)
        services.annoncer_rencontre(SYSTEME, comop)
        comop.refresh_from_db()
        scene.seance.refresh_from_db()
        yield scene


@pytest.fixture
def connexion(client: Any, scene: Scene) -> Callable[..., Any]:
    """Sign in with a role: in the dispositif, or everywhere."""

    def connecter(role: str, **lieu: Any) -> Any:
        utilisateur = UtilisateurFactory(nom="Camille Équipe")
        partout = role in {"ARS", "MISSION"}
        HabilitationFactory(
            utilisateur=utilisateur, role=role, **(lieu or ({} if partout else {"dispositif": scene.dispositif}))
        )
        client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return connecter
