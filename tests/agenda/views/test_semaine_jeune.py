"""The week of a young person: a page of its own, and a list that another page asks for."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.socle.models import NatureTrace, Trace
from tests.fabriques import EvenementFactory, JeuneFactory

SEMAINE = {"semaine": "2024-W10"}
FRAGMENT = {"HX-Request": "true", "HX-Target": "cette-semaine"}


def _atelier(lieu, **champs):
    return EvenementFactory(
        dispositif=lieu.dispositif,
        titre="Atelier cuisine",
        lieu="Cuisine pédagogique",
        jeunes=[lieu.sacha, lieu.noa],
        pros=[lieu.pro],
        **champs,
    )


def test_une_autre_page_recoit_la_semaine_sans_la_coquille(lieu, connexion, adresse) -> None:
    _atelier(lieu)
    reponse = connexion().get(adresse("semaine_jeune", "SACHA"), SEMAINE, headers=FRAGMENT)
    page = reponse.content.decode()
    assert "<html" not in page
    assert "<form" not in page
    assert "Atelier cuisine" in page
    assert "Lundi 4 mars" in page
    assert "Cuisine pédagogique" in page
    assert f"{adresse('semaine_jeune', 'SACHA')}?semaine=2024-W10" in page
    assert "HX-Request" in reponse["Vary"]


def test_sans_htmx_ou_depuis_ses_filtres_la_page_est_entiere(lieu, connexion, adresse) -> None:
    client = connexion()
    for entetes in ({}, {"HX-Request": "true", "HX-Target": "contenu"}):
        assert "<html" in client.get(adresse("semaine_jeune", "SACHA"), SEMAINE, headers=entetes).content.decode()


def test_une_semaine_vide_le_dit(lieu, connexion, adresse) -> None:
    page = connexion().get(adresse("semaine_jeune", "SACHA"), SEMAINE, headers=FRAGMENT).content.decode()
    assert "Rien dans l'agenda du 4 au 10 mars 2024." in page


def test_lire_la_liste_est_journalise_et_un_inconnu_introuvable(lieu, connexion, adresse) -> None:
    inconnu = JeuneFactory(identifiant="AILLEURS")
    client = connexion()
    client.get(adresse("semaine_jeune", "SACHA"), SEMAINE, headers=FRAGMENT)
    assert Trace.objects.filter(nature=NatureTrace.LECTURE, jeune_id=lieu.sacha.pk).count() == 1
    assert client.get(adresse("semaine_jeune", "AILLEURS"), SEMAINE, headers=FRAGMENT).status_code == 404
    assert not Trace.objects.filter(jeune_id=inconnu.pk).exists()


def test_la_liste_ne_demande_pas_plus_de_requetes_pour_six_evenements(lieu, connexion, adresse) -> None:
    client = connexion()

    def requetes() -> int:
        with CaptureQueriesContext(
            connection,
        ) as lues:
            client.get(adresse("semaine_jeune", "SACHA"), SEMAINE, headers=FRAGMENT)
        return len(lues)

    _atelier(lieu)
    avec_un = requetes()
    for rang in range(5):
        debut = dt.datetime(2024, 3, 5 + rang % 3, 9 + rang, tzinfo=dt.UTC)
        _atelier(lieu, debut=debut, fin=debut + dt.timedelta(hours=1))
    assert requetes() == avec_un
