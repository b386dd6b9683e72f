"""Two dispositifs, a training of the catalogue, a session held in one group, and the people who run it or come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

from maillage.comptes.selectors import acteur_de
from maillage.formations import services
from maillage.formations.models import BesoinFormation, Formation, SessionFormation
from maillage.rencontres.domain.inscription import SaisieInscription
from maillage.rencontres.selectors import seances_de
from maillage.rencontres.services import annoncer_rencontre, emarger_la_liste, inscrire
from maillage.socle.acteur import ActeurSysteme
from tests.fabriques import CommuneFactory, DispositifFactory, HabilitationFactory, UtilisateurFactory

JOUR = dt.date(2026, 3, 10)
MOMENT = dt.datetime(2026, 3, 10, 11, 0, tzinfo=dt.UTC)
SYSTEME = ActeurSysteme("essais")
NEUF, DOUZE, TREIZE_TRENTE, DIX_SEPT = dt.time(9), dt.time(12), dt.time(13, 30), dt.time(17)
FONCTIONS = ("Éducatrice spécialisée", "Cheffe de service", "Psychologue", "Éducateur")


@dataclass
class Scene:
    """`alix` works for the mission; `directrice` directs the first dispositif, `voisine` the second."""

    dispositif: Any
    autre: Any
    alix: Any
    directrice: Any
    voisine: Any

    def acteur(self, compte: Any) -> Any:
        return acteur_de(compte, le=JOUR)

    def formation(self, **champs: Any) -> Formation:
        valeurs = {
            "titre": "Coordonner les parcours",
            "thematique": "COORDINATION",
            "objectifs": "Dire qui fait quoi",
            "public": "",
            "heures": 12,
            "programme": "",
            "prerequis": "",
            "methode": "",
            **champs,
        }
        return services.ecrire_formation(SYSTEME, None, valeurs)

    def besoin(self, **champs: Any) -> BesoinFormation:
        valeurs = {
            "dispositif": self.dispositif,
            "thematique": "COORDINATION",
            "formation": None,
            "metier": "EDUCATEUR",
            "nombre": 3,
            "priorite": "1",
            "souhait": "",
            **champs,
        }
        return services.exprimer_besoin(SYSTEME, valeurs)

    def session(self, formation: Formation | None = None, **options: Any) -> SessionFormation:
        jours = options.pop("jours", [(JOUR, NEUF, DIX_SEPT), (JOUR + dt.timedelta(days=1), NEUF, DOUZE)])
        champs = {"titre": "Coordonner, printemps", "inscriptions_jusqu_au": None, "formateurs": []}
        lieu = {"lieu": "Salle inventée", "places": options.pop("places", 30)}
        voulue = formation or self.formation()
        return services.ouvrir_session(
            SYSTEME, voulue, {**champs, **options.pop("champs", {})}, (lieu, jours), **options
        )

    def venir(self, session: SessionFormation, nombre: int, dispositif: Any = None, *, prefixe: str = "P") -> list[Any]:
        """Register people of a dispositif and sign them in on the first day, both half-days."""
        [seance] = seances_de(session.rencontre)
        if session.rencontre.etat == "BROUILLON":
            annoncer_rencontre(SYSTEME, session.rencontre)
        seance.rencontre.refresh_from_db()
        session.rencontre.refresh_from_db()
        inscrites = [
            inscrire(
                SYSTEME,
                seance,
                SaisieInscription(
                    "Camille", f"{prefixe}{rang}", f"{prefixe}{rang}@exemple.test".lower(), FONCTIONS[rang % 4]
                ),
                dispositif_id=(dispositif or self.dispositif).pk,
            )
            for rang in range(nombre)
        ]
        premier = seance.jours.all()[0]
        deja = [(e.inscription_id, e.demi_journee) for e in premier.emargements.all()]
        presents = [(une.pk, moment) for une in inscrites for moment in premier.demi_journees]
        emarger_la_liste(SYSTEME, premier, [*deja, *presents])
        return inscrites


def _compte(nom: str, role: str, **lieu: Any) -> Any:
    compte = UtilisateurFactory(nom=nom, email=f"{nom.lower()}@exemple.test")
    HabilitationFactory(utilisateur=compte, role=role, **lieu)
    return compte


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    with time_machine.travel(MOMENT, tick=False):
        CommuneFactory(code="31001", nom="Muret-sur-Test", departement="31")
        ici = DispositifFactory(code="ditep-a", nom="DITEP inventé", departement="31")
        ailleurs = DispositifFactory(code="dime-b", nom="DIME inventé", departement="34")
        yield Scene(
            ici,
            ailleurs,
            _compte("Alix", "MISSION"),
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
