"""A survey on paper, published, one open wave, and what it takes to answer it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

from maillage.enquetes import services
from maillage.enquetes.domain.lecture import lire_questionnaire
from maillage.enquetes.models import Enquete, InvitationEnquete, VagueEnquete
from maillage.enquetes.services.jetons import jeton_de
from maillage.socle.acteur import ActeurSysteme
from tests.fabriques import DispositifFactory, HabilitationFactory, OrganismeFactory, UtilisateurFactory

MOMENT = dt.datetime(2026, 3, 10, 11, 0, tzinfo=dt.UTC)
JOUR = dt.date(2026, 3, 10)
SYSTEME = ActeurSysteme("essais")
OUI_NON = [{"code": "oui", "libelle": "Oui"}, {"code": "non", "libelle": "Non"}]
QUESTIONNAIRE: dict[str, Any] = {
    "titre": "Enquête inventée",
    "texte": "Trois minutes.",
    "sections": [
        {
            "code": "s1",
            "titre": "Appui",
            "questions": [
                {
                    "code": "q1",
                    "type": "UNIQUE",
                    "libelle": "Avez-vous été aidé ?",
                    "obligatoire": True,
                    "choix": OUI_NON,
                },
                {
                    "code": "q2",
                    "type": "TEXTE",
                    "libelle": "Qu'est-ce qui a manqué ?",
                    "si": [{"question": "q1", "parmi": ["non"]}],
                },
            ],
        },
        {
            "code": "s2",
            "titre": "Avis",
            "questions": [
                {
                    "code": "q3",
                    "type": "NOMBRE",
                    "libelle": "Combien de jeunes ?",
                    "unite": "jeunes",
                    "minimum": 0,
                    "maximum": 500,
                },
                {"code": "q4", "type": "ECHELLE", "libelle": "Satisfait ?", "bas": 1, "haut": 4},
                {
                    "code": "q5",
                    "type": "MATRICE",
                    "libelle": "Et sur ces points ?",
                    "lignes": [{"code": "l1", "libelle": "École"}, {"code": "l2", "libelle": "Familles"}],
                    "choix": OUI_NON,
                },
                {"code": "q6", "type": "MULTIPLE", "libelle": "Vos leviers", "choix": OUI_NON},
            ],
        },
    ],
}


@dataclass
class Scene:
    """The survey, its open wave, a dispositif."""

    enquete: Enquete
    vague: VagueEnquete
    dispositif: Any
    organisme: Any

    def inviter(self, combien: int) -> list[str]:
        """Invite and send; return the tokens of the links."""
        deja = InvitationEnquete.objects.filter(vague=self.vague).count()
        adresses = [f"personne{n}@exemple.org" for n in range(deja, deja + combien)]
        services.inviter_adresses(SYSTEME, self.vague, adresses)
        services.envoyer_invitations(SYSTEME, self.vague)
        return [jeton_de(i) for i in InvitationEnquete.objects.filter(vague=self.vague, adresse__in=adresses)]

    def repondre(self, *contenus: dict[str, Any], numero: int = 1) -> None:
        for jeton, contenu in zip(self.inviter(len(contenus)), contenus, strict=True):
            services.deposer_reponse(jeton, numero=numero, contenu=contenu)

    def clore(self) -> None:
        services.clore_vague(SYSTEME, self.vague)
        self.vague.refresh_from_db()


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    with time_machine.travel(MOMENT, tick=False):
        organisme = OrganismeFactory(nom="Association A")
        dispositif = DispositifFactory(code="ditep-a", nom="DITEP inventé", departement="31")
        dispositif.organismes.add(organisme)
        lu = lire_questionnaire(QUESTIONNAIRE)
        enquete = services.creer_enquete(SYSTEME, titre="Enquête inventée", objet="Essayer.", questionnaire=lu)
        services.publier_version(SYSTEME, enquete)
        champs = {"titre": "2026", "debut": JOUR, "fin": dt.date(2026, 3, 31), "plancher": 5}
        vague = services.preparer_vague(SYSTEME, enquete, champs)
        yield Scene(enquete, vague, dispositif, organisme)


@pytest.fixture
def connexion(client: Any, scene: Scene) -> Callable[..., Any]:
    """Sign in with a role: in the dispositif, in the organisme, or everywhere."""

    def connecter(role: str) -> Any:
        utilisateur = UtilisateurFactory(nom="Camille Équipe")
        lieux = {"ORGANISME": {"organisme": scene.organisme}, "ARS": {}, "MISSION": {}}
        HabilitationFactory(utilisateur=utilisateur, role=role, **lieux.get(role, {"dispositif": scene.dispositif}))
        client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return connecter
