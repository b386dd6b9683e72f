"""A young person with an account, a mother, a professional of the team, one who is not, and a map with open and secret places."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.carte_de_vie import services
from maillage.carte_de_vie.domain.carte import Lieu, Partage
from maillage.carte_de_vie.selectors import Porte, porte_de_l_equipe, porte_de_l_espace
from maillage.comptes.selectors import acteur_de
from tests.fabriques import (
    AffectationFactory,
    DispositifFactory,
    HabilitationFactory,
    JeuneFactory,
    MembreEquipeFactory,
    PartenaireFactory,
    PeriodeFactory,
    PhaseFactory,
    ProfessionnelFactory,
    RepresentationFactory,
    UtilisateurFactory,
)

SECRET = "Cabane du zygomorphe"
PERSONNE_SECRETE = "Ptérodactyle"
ROLES = ("COORDONNATEUR", "PROFESSIONNEL", "DIRECTION", "ORGANISME", "ARS", "MISSION", "DPO", "ADMINISTRATION")


@dataclass
class Scene:
    """What a test starts from, and shortcuts to look through each door."""

    dispositif: Any
    jeune: Any
    autre: Any
    partenaire: Any
    comptes: dict[str, Any] = field(default_factory=dict)

    def acteur(self, qui: str) -> Any:
        return acteur_de(self.comptes[qui], le=timezone.localdate())

    def client(self, qui: str) -> Client:
        client = Client()
        client.force_login(self.comptes[qui])
        return client

    def porte(self, qui: str) -> Porte:
        le = timezone.localdate()
        if qui in {"JEUNE", "MERE"}:
            return porte_de_l_espace(self.acteur(qui), self.jeune, le=le)
        return porte_de_l_equipe(self.acteur(qui), self.jeune, self.dispositif.pk, le=le)

    def ajouter(self, qui: str, nom: str, partage: Partage | None = None, **dits: Any) -> Lieu:
        return services.ajouter_lieu(
            self.porte(qui),
            saisie=services.SaisieLieu(nom, **dits),
            partage=partage,
            ressenti=("je suis calme", "calme"),
            maintenant=timezone.now(),
        )

    def sien(self, nom: str, *parts: object) -> str:
        return reverse(f"ma_carte:{nom}", args=[self.jeune.identifiant, *parts])

    def equipe(self, nom: str, *parts: object) -> str:
        return reverse(f"carte_de_vie:{nom}", args=[self.dispositif.code, self.jeune.identifiant, *parts])


def _jeune(dispositif: Any, prenom: str, nom: str) -> Any:
    jeune = JeuneFactory(prenom=prenom, nom=nom, naissance=timezone.localdate() - dt.timedelta(days=365 * 13))
    PhaseFactory(dispositif=dispositif, jeune=jeune)
    PeriodeFactory(dispositif=dispositif, jeune=jeune)
    return jeune


@pytest.fixture
def scene(db: None) -> Scene:
    dispositif = DispositifFactory(code="garrigue", nom="Dispositif inventé de la garrigue")
    jeune, autre = _jeune(dispositif, "Alix", "Fictifort"), _jeune(dispositif, "Zoé", "Secrétain")
    partenaire = PartenaireFactory(nom="Club inventé")
    dispositif.partenaires.add(partenaire)
    scene = Scene(dispositif, jeune, autre, partenaire)
    pro, ailleurs = ProfessionnelFactory(), ProfessionnelFactory()
    for un in (pro, ailleurs):
        AffectationFactory(professionnel=un, dispositif=dispositif)
    MembreEquipeFactory(jeune=jeune, dispositif=dispositif, professionnel=pro, fonction="EDUCATIF", referent=True)
    for role in ROLES:
        compte = UtilisateurFactory(professionnel=pro if role == "PROFESSIONNEL" else None)
        local = role in {"COORDONNATEUR", "PROFESSIONNEL", "DIRECTION"}
        HabilitationFactory(utilisateur=compte, role=role, dispositif=dispositif if local else None)
        scene.comptes[role] = compte
    scene.comptes["HORS_EQUIPE"] = UtilisateurFactory(professionnel=ailleurs)
    HabilitationFactory(utilisateur=scene.comptes["HORS_EQUIPE"], role="PROFESSIONNEL", dispositif=dispositif)
    for qui, qualite in (("JEUNE", "JEUNE_MINEUR"), ("MERE", "PARENT")):
        scene.comptes[qui] = UtilisateurFactory(nom=f"{qui.title()} inventée")
        RepresentationFactory(utilisateur=scene.comptes[qui], jeune_id=jeune.pk, dispositif=dispositif, qualite=qualite)
    scene.comptes["AUTRE_JEUNE"] = UtilisateurFactory(nom="Zoé Secrétain")
    RepresentationFactory(
        utilisateur=scene.comptes["AUTRE_JEUNE"], jeune_id=autre.pk, dispositif=dispositif, qualite="JEUNE_MINEUR"
    )
    return scene


@pytest.fixture
def secrets(scene: Scene) -> Scene:
    """The same, with one secret place drawn alone, one hidden by a professional, and open ones around."""
    scene.ajouter("JEUNE", f"{SECRET} seul", avec=PERSONNE_SECRETE, note="zygomorphe note", x=20, y=30)
    cache = scene.ajouter("COORDONNATEUR", f"{SECRET} ensemble", Partage(equipe=True))
    services.garder_secret(scene.porte("COORDONNATEUR"), cache.cle, maintenant=timezone.now())
    scene.ajouter("COORDONNATEUR", f"{SECRET} dit secret en dessinant", Partage())
    scene.ajouter("COORDONNATEUR", "Maison ouverte", Partage(equipe=True, famille=True))
    scene.ajouter("JEUNE", "Terrain montré", Partage(equipe=True, partenaires=frozenset({scene.partenaire.pk})))
    return scene
