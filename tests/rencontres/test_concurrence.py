"""Fifty requests at once never give more places than there are; sequential on SQLite, in threads on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from maillage.rencontres import services
from maillage.rencontres.domain.inscription import SaisieInscription
from maillage.rencontres.models import Inscription, SeanceRencontre
from maillage.rencontres.services.ecriture import PARTICIPANT
from maillage.socle.acteur import ActeurSysteme
from tests.rencontres.conftest import journee

PLACES, DEMANDES = 12, 50
SYSTEME = ActeurSysteme("essais")


def _ouvrir() -> SeanceRencontre:
    rencontre = services.creer_rencontre(SYSTEME, {"nature": "COMOP", "titre": "Territoires"})
    le = dt.date.today() + dt.timedelta(days=20)
    seance = services.ajouter_seance(SYSTEME, rencontre, {"lieu": "Salle", "places": PLACES}, journee(le))
    services.annoncer_rencontre(SYSTEME, rencontre)
    return seance


def _en_fils(actes: list[Callable[[], Any]]) -> None:
    def jouer(acte: Callable[[], Any]) -> None:
        try:
            acte()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(actes)) as fils:
        list(fils.map(jouer, actes))


@pytest.mark.django_db(transaction=True)
def test_cinquante_demandes_ensemble_ne_depassent_jamais_les_places() -> None:
    seance = _ouvrir()
    saisies = [
        SaisieInscription("Zoé", f"Nom{rang}", f"n{rang}@exemple.test", structure=f"S{rang % 9}")
        for rang in range(DEMANDES)
    ]
    inscrire = [lambda une=une: services.inscrire(SYSTEME, seance, une) for une in saisies]
    jouer = _en_fils if connection.vendor == "postgresql" else lambda actes: [acte() for acte in actes]
    jouer(inscrire)
    assert Inscription.objects.filter(etat="INSCRIT").count() == PLACES
    assert Inscription.objects.filter(etat="EN_ATTENTE").count() == DEMANDES - PLACES
    partants = list(Inscription.objects.filter(etat="INSCRIT"))
    jouer(
        [
            lambda une=une: services.annuler_inscription(PARTICIPANT, une, par_lien=True)
            for une in [*partants, *partants]
        ]
    )
    assert Inscription.objects.filter(etat="INSCRIT").count() == PLACES
    assert Inscription.objects.filter(etat="ANNULE").count() == len(partants)
