"""Schools crossed with dispositifs: interlocutors counted, territories crossed, fewest proposed and kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.cartographie.commandes import questions
from maillage.cartographie.models import Ecole, OrigineSecteur, Secteur
from maillage.cartographie.services import SecteurDeclare, declarer_secteur
from maillage.socle.acteur import ActeurSysteme
from tests.cartographie.pages.conftest import AUTISME, INTELLECTUELLE, Connexion, Scene
from tests.fabriques import DispositifFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
DEBUT = dt.date(2024, 1, 1)
LISTE, MINIMISER = (f"cartographie:{nom}" for nom in ("interlocuteurs", "minimiser"))


@pytest.fixture
def ecoles(scene: Scene, systeme: ActeurSysteme) -> list[Ecole]:
    """One in the sector of its commune, one nobody answers for, one of its own that two dispositifs claim; the last one is closed."""
    scene.capacite(scene.etablissement, AUTISME, 12)
    scene.capacite(scene.etablissement, INTELLECTUELLE, 30)
    lieux = [(scene.proche, 3.5), (scene.milieu, 3.55), (scene.milieu, 3.56), (scene.loin, 4.7)]
    lues = [
        Ecole.objects.create(uai=f"099000{n}Z", nom=f"École {n}", commune=commune, lon=lon, lat=44.5, eleves=100)
        for n, (commune, lon) in enumerate(lieux)
    ]
    Ecole.objects.filter(pk=lues[3].pk).update(ferme_le=dt.date(2024, 9, 1))
    autre = DispositifFactory(nom="DAME Autre")
    scene.dispositif.communes.add(scene.milieu)
    declarer_secteur(systeme, SecteurDeclare(scene.dispositif, AUTISME, DEBUT, [scene.proche.pk]))
    for dispositif in (scene.dispositif, autre):
        declarer_secteur(systeme, SecteurDeclare(dispositif, AUTISME, DEBUT, ecoles=[lues[2]]))
    return lues


def lire(connecter: Connexion, **filtres: str) -> Any:
    return connecter().get(reverse(LISTE), {"departement": "99", **filtres})


def test_chaque_ecole_compte_ses_interlocuteurs_et_croise_les_territoires(
    scene: Scene, ecoles: list[Ecole], connecter: Connexion
) -> None:
    bilan = lire(connecter).context["bilan"]
    assert (bilan.ecoles, bilan.aucune, bilan.plusieurs, bilan.conflits) == (3, 1, 1, 1)
    assert (bilan.hors, bilan.sans_role, bilan.moyenne) == (2, 1, 1.0)
    gardees = {
        etat: [li.ecole for li in lire(connecter, etat=etat).context["page"]] for etat in ("aucun", "conflit", "hors")
    }
    assert gardees == {"aucun": [ecoles[1]], "conflit": [ecoles[2]], "hors": [ecoles[2], ecoles[0]]}
    page = lire(connecter, recherche="0990002").content.decode()
    assert "DAME Autre" in page
    assert INTELLECTUELLE in lire(connecter, etat="conflit").context["page"][0].sans_reponse


def test_la_liste_des_ecoles_ne_coute_pas_plus_avec_plus_d_ecoles(
    scene: Scene, ecoles: list[Ecole], connecter: Connexion
) -> None:
    client, adresse = connecter(), reverse(LISTE)
    client.get(adresse, {"departement": "99"})
    with CaptureQueriesContext(connection) as avec_trois:
        client.get(adresse, {"departement": "99"})
    for n in range(6):
        Ecole.objects.create(uai=f"099001{n}Z", nom=f"Autre {n}", commune=scene.proche, lon=3.5, lat=44.5, eleves=10)
    with CaptureQueriesContext(connection) as avec_neuf:
        client.get(adresse, {"departement": "99"})
    assert len(avec_neuf) == len(avec_trois)


def test_le_moins_d_interlocuteurs_se_calcule_et_se_retient_ou_personne_ne_repond(
    scene: Scene, ecoles: list[Ecole], connecter: Connexion
) -> None:
    client, question = connecter("DIRECTION"), {"departement": "99", "seuil": "60", "fournisseur": "estimation"}
    propose = client.get(reverse(MINIMISER), question).context["propose"]
    assert propose.prouve
    assert propose.apres.sans_reponse == 0 < propose.avant.sans_reponse
    assert propose.apres.interlocuteurs == 3
    assert "estimation" in client.get(reverse(MINIMISER), question).content.decode()
    client.post(reverse(MINIMISER), question)
    retenus = Secteur.objects.filter(origine=OrigineSecteur.CALCULE)
    assert {(s.ecole.uai, s.public) for s in retenus if s.ecole} == {
        ("0990000Z", INTELLECTUELLE),
        ("0990001Z", AUTISME),
        ("0990001Z", INTELLECTUELLE),
        ("0990002Z", INTELLECTUELLE),
    }
    fichier = connecter().get(reverse("cartographie:minimiser_export", args=["csv"]), question)
    assert "estimation" in fichier.content.decode("utf-8-sig")


def test_les_ecoles_sont_aussi_une_commande(scene: Scene, ecoles: list[Ecole], tmp_path: Any, capsys: Any) -> None:
    sortie = tmp_path / "ecoles.csv"
    assert questions.ecoles(["--departement", "99", "--etat", "aucun", "--sortie", str(sortie)]) == 0
    texte = sortie.read_text("utf-8-sig")
    assert "0990001Z" in texte
    assert "0990002Z" not in texte
    assert questions.ecoles(["--departement", "99", "--etat", "rien", "--sortie", str(sortie)]) == 2
    assert "--etat" in capsys.readouterr().err
