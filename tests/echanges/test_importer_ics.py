"""`maillage importer ics`, and the two-word names of the command."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from maillage.agenda.models import Evenement
from maillage.cli import main
from maillage.echanges.commandes.importer_ics import executer
from tests.fabriques import AffectationFactory, ProfessionnelFactory

pytestmark = pytest.mark.django_db
AGENDA = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\nDTSTART;TZID=Europe/Paris:20261005T090000\n"
    "DURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4\nSUMMARY:Atelier\nEND:VEVENT\nEND:VCALENDAR\n"
)


@pytest.fixture
def fichier(tmp_path: Path) -> Path:
    chemin = tmp_path / "camille.ics"
    chemin.write_text(AGENDA)
    return chemin


def arguments(fichier: Path, identifiant: str, *suite: str) -> list[str]:
    return [str(fichier), "--professionnel", identifiant, *suite]


def test_l_agenda_entre_dans_le_seul_dispositif_du_professionnel(
    fichier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    affectation = AffectationFactory()
    identifiant = affectation.professionnel.identifiant
    assert main(["importer", "ics", *arguments(fichier, identifiant, "--essai")]) == 0
    assert "rien n'a été écrit" in capsys.readouterr().out
    assert not Evenement.objects.exists()
    assert main(["importer", "ics", *arguments(fichier, identifiant)]) == 0
    heures = [e.debut.astimezone(dt.UTC).hour for e in Evenement.objects.order_by("debut")]
    assert heures == [7, 7, 7, 8]
    assert set(Evenement.objects.values_list("dispositif_id", "participations_pros__professionnel_id")) == {
        (affectation.dispositif_id, affectation.professionnel_id)
    }
    assert main(["importer", "ics", *arguments(fichier, identifiant)]) == 0
    assert "4 inchangés" in capsys.readouterr().out


def test_deux_dispositifs_demandent_de_choisir(fichier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pro = ProfessionnelFactory()
    ici, ailleurs = AffectationFactory(professionnel=pro), AffectationFactory(professionnel=pro)
    assert executer(arguments(fichier, pro.identifiant)) == 2
    erreur = capsys.readouterr().err
    assert erreur.startswith("arguments:0:--dispositif: à préciser")
    assert ici.dispositif.code in erreur
    assert executer(arguments(fichier, pro.identifiant, "--dispositif", ailleurs.dispositif.code)) == 0
    assert set(Evenement.objects.values_list("dispositif_id", flat=True)) == {ailleurs.dispositif_id}


@pytest.mark.parametrize(
    ("mots", "places"),
    [
        ([], ["arguments:0:--professionnel", "arguments:0:FICHIER"]),
        (["FICHIER", "--professionnel", "inconnu"], ["arguments:0:--professionnel"]),
        (["absent.ics", "--professionnel", "PRO"], ["absent.ics:0:*"]),
        (["TABLEAU", "--professionnel", "PRO"], ["table.csv:0:*"]),
        (["VIDE", "--professionnel", "PRO"], ["vide.ics:0:*"]),
        (["FICHIER", "--professionnel", "PRO", "--dispositif", "x"], ["arguments:0:--dispositif"]),
        (["FICHIER", "--professionnel", "PRO", "--couleur", "x"], ["arguments:0:--couleur"]),
    ],
)
def test_ce_qui_est_refuse_est_place_et_rien_n_est_ecrit(
    fichier: Path, mots: list[str], places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    pro = AffectationFactory().professionnel
    autres = {"TABLEAU": ("table.csv", "a;b\n1;2\n"), "VIDE": ("vide.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")}
    valeurs = {"FICHIER": str(fichier), "PRO": pro.identifiant}
    for mot, (nom, contenu) in autres.items():
        (fichier.parent / nom).write_text(contenu)
        valeurs[mot] = str(fichier.parent / nom)
    assert executer([valeurs.get(mot, mot) for mot in mots]) == 2
    lignes = capsys.readouterr().err.splitlines()
    assert [":".join(ligne.split(":")[:3]) for ligne in lignes] == places
    assert not Evenement.objects.exists()


def test_importer_sans_son_genre_le_dit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["importer"]) == 2
    assert "importer finess" in capsys.readouterr().err
    assert main(["exporter", "tout"]) == 2
    assert "exporter tables" in capsys.readouterr().err
