"""A dispositif, two young people who share an activity, and both parents of one of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.selectors import acteur_de
from maillage.liaison import services as liaison
from maillage.liaison.domain.changement import Accompagnement, Situation
from maillage.liaison.domain.proposition import Proposition
from maillage.socle.acteur import ActeurSysteme
from tests.fabriques import (
    AffectationFactory,
    DispositifFactory,
    EvenementFactory,
    HabilitationFactory,
    JeuneFactory,
    MembreEquipeFactory,
    PeriodeFactory,
    PhaseFactory,
    ProfessionnelFactory,
    RepresentationFactory,
    UtilisateurFactory,
)

SYSTEME = ActeurSysteme("essais")
MERE, PERE = "Maud Inventée", "Paul Inventé"


@dataclass
class Scene:
    """What a test starts from, and shortcuts to sign in."""

    dispositif: Any
    jeune: Any
    autre: Any
    pro: Any
    mere: Any
    pere: Any
    enfant: Any
    fiche: Any

    def client(self, compte: Any) -> Client:
        client = Client()
        client.force_login(compte)
        return client

    def acteur(self, compte: Any) -> Any:
        return acteur_de(compte, le=timezone.localdate())

    def coordination(self) -> Client:
        habilitation = HabilitationFactory(role="COORDONNATEUR", dispositif=self.dispositif)
        return self.client(habilitation.utilisateur)

    def url(self, nom: str, *parts: object, jeune: Any = None) -> str:
        return reverse(f"espace:{nom}", args=[(jeune or self.jeune).identifiant, *parts])


def jeune_suivi(dispositif: Any, prenom: str, nom: str) -> Any:
    jeune = JeuneFactory(prenom=prenom, nom=nom, naissance=timezone.localdate() - dt.timedelta(days=365 * 13))
    PhaseFactory(dispositif=dispositif, jeune=jeune)
    PeriodeFactory(dispositif=dispositif, jeune=jeune)
    return jeune


def moment(dispositif: Any, titre: str, *jeunes: Any, categorie: str = "DIRECT_JEUNE", pro: Any = None) -> Any:
    debut = timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time(9)))
    return EvenementFactory(
        dispositif=dispositif,
        titre=titre,
        categorie=categorie,
        debut=debut,
        fin=debut + dt.timedelta(hours=2),
        jeunes=list(jeunes),
        pros=[pro] if pro else [],
    )


def proposer(dispositif: Any, jeune: Any, *parents: str) -> Any:
    maintenant = timezone.now()
    fiche = liaison.preparer_fiche(
        SYSTEME,
        dispositif=dispositif,
        jeune=jeune,
        proposition=Proposition(
            effet=timezone.localdate() + dt.timedelta(days=60),
            apres=Situation((Accompagnement("PMO"), Accompagnement("AN", quantite=1))),
            signataires=tuple((nom, "PARENT") for nom in parents),
            contenu={
                "decision_cdaph": "Décision inventée",
                "evaluation": "Évaluation inventée",
                "souhaits_jeune": "Rester dans sa classe",
                "souhaits_famille": "Une nuit par semaine",
            },
        ),
        maintenant=maintenant,
    )
    fiche = liaison.commencer_evaluation(SYSTEME, fiche=fiche, maintenant=maintenant)
    return liaison.proposer_fiche(SYSTEME, fiche=fiche, maintenant=maintenant)


@pytest.fixture
def scene(db: None) -> Scene:
    dispositif = DispositifFactory(code="garrigue", nom="Dispositif inventé de la garrigue")
    jeune, autre = (jeune_suivi(dispositif, *noms) for noms in (("Alix", "Fictifort"), ("Zoé", "Secrétain")))
    pro = ProfessionnelFactory(prenom="Iris", nom="Éducatrice")
    AffectationFactory(professionnel=pro, dispositif=dispositif)
    MembreEquipeFactory(jeune=jeune, dispositif=dispositif, professionnel=pro, referent=True)
    comptes = [UtilisateurFactory(nom=nom) for nom in (MERE, PERE, "Alix Fictifort")]
    for compte, qualite in zip(comptes, ("PARENT", "PARENT", "JEUNE_MINEUR"), strict=True):
        RepresentationFactory(utilisateur=compte, jeune_id=jeune.pk, dispositif=dispositif, qualite=qualite)
    return Scene(dispositif, jeune, autre, pro, *comptes, proposer(dispositif, jeune, MERE, PERE))
