"""Distances lived: gathered without a small number for who reads no file, by week for who reads one; and the commands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.agenda.domain.heures import vers_utc
from maillage.agenda.models import LieuHabituel
from maillage.cartographie.commandes import questions
from maillage.cartographie.commandes.antennes import antennes
from maillage.comptes.droits import ROLES, Portee
from maillage.socle.models import Trace
from tests.cartographie.transport.conftest import Journee, a
from tests.fabriques import AffectationFactory, EvenementFactory, JeuneFactory, PhaseFactory, PlacesFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
LECTEURS = [code for code, role in ROLES.items() if "distances" in role.droits]


@pytest.fixture
def mois(journee: Journee) -> str:
    """Last month, six young people come from Surde, one from Millac; an educator goes to a school of Surde."""
    fin = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    jour = fin.replace(day=10)
    instant = vers_utc(dt.datetime.combine(jour, dt.time(9)))
    jeunes = [JeuneFactory(prenom=f"Loin{n}", nom="Secret", commune=journee.communes[2]) for n in range(6)]
    jeunes.append(JeuneFactory(prenom="Seule", nom="Secret", commune=journee.communes[1]))
    for jeune in jeunes:
        PhaseFactory(jeune=jeune, dispositif=journee.dispositif)
        journee.jeunes[jeune.prenom] = jeune
    communs = {"dispositif": journee.dispositif, "etablissement": journee.etablissement}
    EvenementFactory(
        **communs, debut=instant, fin=instant + dt.timedelta(hours=3), lieu_type="ETABLISSEMENT", jeunes=jeunes
    )
    pro = AffectationFactory(dispositif=journee.dispositif).professionnel
    LieuHabituel.objects.create(
        dispositif=journee.dispositif, libelle="École de Surde", lieu_type="ECOLE", commune=journee.communes[2]
    )
    apres = instant + dt.timedelta(hours=5)
    EvenementFactory(
        **communs, debut=apres, fin=apres + dt.timedelta(hours=1), lieu_type="ECOLE", lieu="École de Surde", modalite="PMO",
        jeunes=jeunes[:1], pros=[pro],
    )  # fmt: skip
    return f"{jour:%Y-%m}"


@pytest.mark.parametrize("role", LECTEURS)
def test_un_petit_nombre_ne_sort_que_pour_qui_lit_les_dossiers(journee: Journee, mois: str, role: str) -> None:
    client = journee.connecter(role)
    page = client.get(journee.adresse("distances"), {"mois": mois})
    if role == "DDARS" and page.status_code == 404:
        return
    lues, complet = page.context["lues"], "dossiers" in ROLES[role].droits
    assert lues.temps.classes[0].nombre in ({1, 7} if complet else {None, 6, 7})
    assert lues.temps.mediane is not None
    assert (lues.metiers[0].km is not None) is complet
    corps = page.content.decode()
    assert ("Secret" in corps) == ("agenda" in ROLES[role].droits)
    texte = client.get(journee.adresse("distances_export", "csv"), {"mois": mois}).content.decode("utf-8-sig")
    assert ("non montré" in texte) is not complet
    assert "Secret" not in texte
    assert "estimés" in texte


def test_les_autres_roles_n_ouvrent_pas_les_distances(journee: Journee) -> None:
    for role, lu in ROLES.items():
        if lu.portee is not Portee.JEUNE and role not in LECTEURS:
            assert journee.connecter(role).get(journee.adresse("distances")).status_code in {403, 404}


def test_un_moteur_absent_est_dit_et_rien_ne_le_remplace(journee: Journee, mois: str, moteur_absent: str) -> None:
    reponse = journee.connecter().get(journee.adresse("distances"), {"mois": mois, "fournisseur": moteur_absent})
    assert "Rien n'a été remplacé" in reponse.content.decode()
    assert "lues" not in reponse.context


def test_la_page_ne_coute_pas_plus_avec_plus_de_jeunes(journee: Journee, mois: str) -> None:
    client = journee.connecter("ORGANISME")

    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            client.get(journee.adresse("distances"), {"mois": mois})
        return len(requetes)

    compter()
    une = compter()
    for rang in range(6):
        PhaseFactory(jeune=JeuneFactory(commune=journee.communes[rang % 3]), dispositif=journee.dispositif)
        PlacesFactory(dispositif=journee.dispositif)
    assert compter() == une


def test_la_semaine_d_un_jeune_se_joue_sur_la_carte(journee: Journee, mois: str) -> None:
    client, jeune = journee.connecter(), journee.jeunes["Loin0"]
    adresse = journee.adresse("distances_jeune", jeune.identifiant)
    page = client.get(adresse, {"jour": f"{mois}-10"})
    semaine = page.context["semaine"]
    [jour] = semaine.jours
    assert [etape.lieu for etape in jour.etapes] == ["Établissement", "École de Surde"]
    assert jour.etapes[1].minutes and jour.etapes[1].minutes > 5
    assert jour.retour_km == 0
    assert "Domicile, ramené au centre de Surde" in page.content.decode()
    assert Trace.objects.filter(acte="cartographie.lire_distances_jeune", jeune_id=jeune.pk).exists()
    assert "Rien n'est à l'agenda" in client.get(adresse, {"jour": "2020-01-06"}).content.decode()

    def exporte(extension: str, **parametres: str) -> Any:
        return client.get(journee.adresse("distances_jeune_export", jeune.identifiant, extension), parametres)

    texte = exporte("csv", jour=f"{mois}-10").content.decode("utf-8-sig")
    assert "École de Surde" in texte
    assert "Retour" in texte
    assert exporte("docx", jour=f"{mois}-10").content.startswith(b"PK")
    assert exporte("docx", jour="2020-01-06").status_code == 404
    assert Trace.objects.filter(acte="cartographie.exporter_distances_jeune", jeune_id=jeune.pk).count() == 3


def test_la_carte_d_un_jeune_ne_s_ouvre_qu_a_qui_lit_son_dossier(journee: Journee, mois: str) -> None:
    adresse = journee.adresse("distances_jeune", journee.jeunes["Loin0"].identifiant)
    for role, lu in ROLES.items():
        if lu.portee is Portee.JEUNE:
            continue
        client = journee.connecter(role)
        statut = client.get(adresse).status_code
        assert client.get(f"{adresse}export.csv", {"jour": f"{mois}-10"}).status_code == statut
        assert (statut == 200) is ("dossiers" in lu.droits and "agenda" in lu.droits), role
        assert statut in {200, 403, 404}
    assert journee.connecter().get(journee.adresse("distances_jeune", "inconnu")).status_code == 404


def test_chaque_question_est_aussi_une_commande(
    journee: Journee, mois: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sortie = tmp_path / "sortie.csv"
    assert questions.offre(["--departement", "99", "--sortie", str(sortie)]) == 0
    assert questions.qui_repond(["--public", "437", "--lieu", "Millac", "--sortie", str(sortie)]) == 0
    assert questions.distances(["--dispositif", "essai", "--mois", mois, "--sortie", str(sortie)]) == 0
    texte = sortie.read_text("utf-8-sig")
    assert "non montré" in texte
    assert "Secret" not in texte
    assert (
        antennes(
            [
                "--dispositif",
                "essai",
                "--candidats",
                "Millac;620,Surde",
                "--territoire",
                "departement",
                "--sortie",
                str(sortie),
            ]
        )
        == 0
    )
    assert "Millac" in sortie.read_text("utf-8-sig")
    refus = (
        (antennes, ["--dispositif", "essai", "--candidats", "Nullepart", "--sortie", str(sortie)], "--candidats"),
        (questions.offre, ["--departement", "00", "--sortie", str(sortie)], "--departement"),
        (questions.qui_repond, ["--public", "437", "--lieu", "Nullepart", "--sortie", str(sortie)], "--lieu"),
        (questions.distances, ["--dispositif", "rien", "--sortie", str(sortie)], "--dispositif"),
        (questions.offre, ["--sortie", str(tmp_path / "x.exe")], "--sortie"),
    )
    for commande, arguments, option in refus:
        assert commande(arguments) == 2
        assert f"arguments:0:{option}: " in capsys.readouterr().err


def test_une_nuit_sur_place_n_a_pas_de_retour(journee: Journee) -> None:
    jeune, lundi = journee.jeunes["Ben"], a(18).date()
    journee.accueillir([jeune], 18, 19, lieu_type="INTERNAT", fin=a(8, jour=lundi + dt.timedelta(days=1)))
    mardi = lundi + dt.timedelta(days=1)
    journee.accueillir([jeune], debut=a(9, jour=mardi), fin=a(16, jour=mardi))
    page = journee.connecter().get(journee.adresse("distances_jeune", jeune.identifiant), {"jour": lundi.isoformat()})
    premier, second = page.context["semaine"].jours
    assert premier.dort_sur_place
    assert premier.retour_km is None
    assert second.etapes[0].km == 0
    assert second.retour_km and second.retour_km > 1
    assert "Dort sur place" in page.content.decode()
