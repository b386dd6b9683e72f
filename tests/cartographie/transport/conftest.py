"""A Monday of one establishment: three young people who ride, one who comes alone, a minibus; people of every role."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.agenda.domain.heures import vers_utc
from maillage.agenda.models import ContactAppel, Reservation, Ressource
from maillage.cartographie.models import FicheTransport, PlanTournees
from maillage.cartographie.services.tournees import DemandePlan, calculer_plan, demander_plan
from maillage.comptes.droits import ROLES, Portee
from maillage.socle.acteur import ActeurSysteme
from tests.cartographie.pages.conftest import creer_commune
from tests.fabriques import (
    DispositifFactory,
    EtablissementFactory,
    EvenementFactory,
    HabilitationFactory,
    JeuneFactory,
    OrganismeFactory,
    PhaseFactory,
    UtilisateurFactory,
)

LUNDI = dt.date(2025, 3, 3)


def a(heure: int, minute: int = 0, jour: dt.date = LUNDI) -> dt.datetime:
    """An instant of that day, Paris time."""
    return vers_utc(dt.datetime.combine(jour, dt.time(heure, minute)))


@dataclass
class Journee:
    """`ada`, `ben` and `cleo` ride; `dan` comes alone."""

    dispositif: Any
    etablissement: Any
    communes: list[Any]
    minibus: Any
    jeunes: dict[str, Any] = field(default_factory=dict)

    def accueillir(self, jeunes: list[Any], de: int = 9, jusqu_a: int = 16, **champs: Any) -> Any:
        valeurs = {"lieu_type": "ETABLISSEMENT", "statut": "PLANIFIE", "etablissement": self.etablissement, **champs}
        heures = {"debut": a(de), "fin": a(jusqu_a)}
        return EvenementFactory(dispositif=self.dispositif, jeunes=jeunes, **{**heures, **valeurs})

    def adresse(self, nom: str, *parties: object) -> str:
        return reverse(f"cartographie:{nom}", args=[self.dispositif.code, *parties])

    def planifier(self, acteur: Any, sens: str = "ALLER", **champs: Any) -> PlanTournees:
        demande = DemandePlan(LUNDI, sens, "estimation", **champs)
        return calculer_plan(demander_plan(acteur, self.dispositif, demande), secondes=5)

    def connecter(self, role: str = "DIRECTION") -> Client:
        utilisateur, lieu = UtilisateurFactory(), {}
        if ROLES[role].portee is Portee.DISPOSITIF:
            lieu = {"dispositif": self.dispositif}
        elif ROLES[role].portee is Portee.ORGANISME:
            lieu = {"organisme": OrganismeFactory()}
            self.dispositif.organismes.add(lieu["organisme"])
        HabilitationFactory(utilisateur=utilisateur, role=role, **lieu)
        client = Client()
        client.force_login(utilisateur)
        return client


@pytest.fixture
def journee() -> Journee:
    communes = [creer_commune(nom, lon) for nom, lon in (("Prévent", 3.5), ("Millac", 3.55), ("Surde", 3.62))]
    dispositif = DispositifFactory(code="essai", nom="DIME d'essai", departement="99")
    etablissement = EtablissementFactory(nom="IME inventé", commune=communes[0], lon=3.5, lat=44.5)
    dispositif.rattachements.create(etablissement=etablissement, debut=dt.date(2020, 1, 1))
    minibus = Ressource.objects.create(dispositif=dispositif, nature="VEHICULE", nom="Minibus", capacite=5)
    lue = Journee(dispositif, etablissement, communes, minibus)
    for nom, commune in (("Ada", 1), ("Ben", 2), ("Cléo", 2), ("Dan", 0)):
        jeune = JeuneFactory(prenom=nom, nom="Inventée", commune=communes[commune])
        PhaseFactory(jeune=jeune, dispositif=dispositif)
        lue.jeunes[nom] = jeune
    lue.accueillir(list(lue.jeunes.values()))
    montent = [lue.jeunes[nom] for nom in ("Ada", "Ben", "Cléo")]
    tournee = EvenementFactory(
        dispositif=dispositif,
        debut=a(8, 15),
        fin=a(9),
        categorie="TRANSPORT",
        modalite="",
        titre="Tournée 1",
        jeunes=montent,
    )
    Reservation.objects.create(evenement=tournee, ressource=minibus)
    ContactAppel.objects.create(
        dispositif=dispositif, jeune=lue.jeunes["Ada"], nom="Mme Inventée", telephone="05 00 00 00 01"
    )
    return lue


@pytest.fixture
def plan(journee: Journee, systeme: ActeurSysteme) -> PlanTournees:
    return journee.planifier(systeme)


def fiche(journee: Journee, nom: str, **champs: Any) -> FicheTransport:
    return FicheTransport.objects.create(dispositif=journee.dispositif, jeune=journee.jeunes[nom], **champs)
