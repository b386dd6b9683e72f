"""A young person, an educator and a nurse of the team, an educator who is not, a coordinator and a director."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.acteur import ActeurUtilisateur
from maillage.comptes.models import Utilisateur
from maillage.comptes.selectors import acteur_de
from maillage.parcours.models import Jeune
from maillage.projet.models import DocumentJeune, Transmission
from maillage.projet.services import ecrits_documents, ecrits_transmissions
from maillage.projet.services.ecrits_documents import SaisieDocument
from maillage.projet.services.ecrits_transmissions import SaisieTransmission
from maillage.socle.pieces import FichierControle, controler
from maillage.structures.models import Dispositif
from tests.fabriques import (
    AffectationFactory,
    DispositifFactory,
    HabilitationFactory,
    JeuneFactory,
    MembreEquipeFactory,
    PeriodeFactory,
    PhaseFactory,
    ProfessionnelFactory,
    ScolariteFactory,
    UtilisateurFactory,
)
from tests.socle.pieces import fichiers

SAUF_SOIN = "educatif"


@dataclass
class Personne:
    """An account, who it acts as, and its browser."""

    utilisateur: Utilisateur
    professionnel: Any
    client: Client = field(default_factory=Client)

    @property
    def acteur(self) -> ActeurUtilisateur:
        return acteur_de(self.utilisateur, le=timezone.localdate())


@dataclass
class Scene:
    """The dispositif, its people, and shortcuts to write."""

    dispositif: Dispositif
    jeune: Jeune
    educatrice: Personne
    infirmier: Personne
    voisin: Personne
    coordinatrice: Personne
    directrice: Personne

    def ecrire(self, qui: Personne, texte: str = "A repris l'atelier", **autres: Any) -> Transmission:
        saisie = SaisieTransmission(texte, **{"jeune": self.jeune, **autres})
        return ecrits_transmissions.ecrire_transmission(
            qui.acteur, dispositif_id=self.dispositif.pk, saisie=saisie, maintenant=timezone.now()
        )

    def deposer(
        self, qui: Personne, categorie: str = "COURRIER", titre: str = "Courrier de rentrée", **autres: Any
    ) -> DocumentJeune:
        return ecrits_documents.deposer_document(
            qui.acteur,
            dispositif_id=self.dispositif.pk,
            jeune=autres.pop("jeune", self.jeune),
            saisie=SaisieDocument(titre, categorie, dt.date(2025, 3, 3), **autres),
            fichier=pdf(titre),
            maintenant=timezone.now(),
        )

    def adresse(self, nom: str, *arguments: Any) -> str:
        return reverse(f"projet:{nom}", args=[self.dispositif.code, *arguments])


def pdf(nom: str = "courrier", suffixe: bytes = b"") -> FichierControle:
    return controler(f"{nom}.pdf", fichiers.PDF + suffixe)


def personne(dispositif: Dispositif, role: str, metier: str = "", *, nom: str = "") -> Personne:
    pro = ProfessionnelFactory(metier=metier) if metier else None
    if pro:
        AffectationFactory(professionnel=pro, dispositif=dispositif)
    utilisateur = UtilisateurFactory(nom=nom or f"{role} {metier}".strip(), professionnel_id=pro.pk if pro else None)
    HabilitationFactory(utilisateur=utilisateur, role=role, dispositif=dispositif)
    qui = Personne(utilisateur, pro)
    qui.client.force_login(utilisateur)
    return qui


@pytest.fixture
def scene(db: None) -> Scene:
    dispositif = DispositifFactory(code="garrigue", nom="Dispositif des Garrigues")
    jeune = JeuneFactory(nom="Fictifort", prenom="Noé", naissance=dt.date(2012, 5, 14))
    PhaseFactory(dispositif=dispositif, jeune=jeune)
    PeriodeFactory(dispositif=dispositif, jeune=jeune)
    ScolariteFactory(jeune=jeune, code="08", etablissement="Collège inventé")
    educatrice = personne(dispositif, "PROFESSIONNEL", "EDUCATEUR", nom="Une éducatrice")
    infirmier = personne(dispositif, "PROFESSIONNEL", "INFIRMIER", nom="Un infirmier")
    for qui, fonction in ((educatrice, "EDUCATIF"), (infirmier, "SOIN")):
        MembreEquipeFactory(dispositif=dispositif, jeune=jeune, professionnel=qui.professionnel, fonction=fonction)
    return Scene(
        dispositif=dispositif,
        jeune=jeune,
        educatrice=educatrice,
        infirmier=infirmier,
        voisin=personne(dispositif, "PROFESSIONNEL", "EDUCATEUR", nom="Un voisin"),
        coordinatrice=personne(dispositif, "COORDONNATEUR", nom="Une coordinatrice"),
        directrice=personne(dispositif, "DIRECTION", nom="Une directrice"),
    )
