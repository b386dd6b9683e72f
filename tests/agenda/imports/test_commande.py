"""Importing a file in one call."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from maillage.agenda.imports.commande import executer
from maillage.agenda.imports.modele import modele_csv, modele_xlsx
from maillage.agenda.imports.services import ErreurImport, importer_fichier
from maillage.agenda.models import Evenement
from maillage.comptes.acteur import ANONYME
from tests.agenda.imports.outils import SYSTEME, creer_monde, csv_de

pytestmark = pytest.mark.django_db
LIGNES = (
    "R1;04/03/2024;9:00;12:00;J1;P1;DIRECT_JEUNE;AJ;REALISE;PRESENT;",
    "R2;04/03/2024;25:00;12:00;J1;P1;DIRECT_JEUNE;AJ;REALISE;PRESENT;",
)


def test_un_essai_dit_tout_et_n_ecrit_rien(tmp_path: Path) -> None:
    creer_monde()
    chemin = tmp_path / "semaine.csv"
    chemin.write_bytes(csv_de(*LIGNES))
    rendu = importer_fichier(SYSTEME, "essai", "dui", chemin, essai=True)
    assert (rendu.applique, rendu.ajouts, rendu.lignes) == (False, 1, 2)
    assert rendu.erreurs == (
        "Fichier semaine.csv, ligne 3, colonne debut : heure illisible « 25:00 » ; écrivez-la comme 9:30 ou 9h30",
    )
    assert not Evenement.objects.exists()
    assert importer_fichier(SYSTEME, "essai", "dui", chemin).applique
    assert Evenement.objects.count() == 1
    assert importer_fichier(SYSTEME, "essai", "dui", chemin).inchanges == 1


def test_les_reglages_donnes_servent_et_sont_retenus(tmp_path: Path) -> None:
    creer_monde()
    chemin = tmp_path / "camille.ics"
    chemin.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20240304T090000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR"
    )
    reglages = {"proprietaire": {"type": "professionnel", "identifiant": "P1"}}
    assert importer_fichier(SYSTEME, "essai", "camille", chemin, reglages=reglages).ajouts == 1
    assert importer_fichier(SYSTEME, "essai", "camille", chemin).inchanges == 1


def test_ce_qui_ne_peut_pas_etre_importe_le_dit(tmp_path: Path) -> None:
    creer_monde()
    chemin = tmp_path / "semaine.csv"
    with pytest.raises(ErreurImport, match="ne peut pas être lu"):
        importer_fichier(SYSTEME, "essai", "dui", chemin)
    chemin.write_bytes(b"a;b\n1;2\n")
    with pytest.raises(ErreurImport, match="Aucun dispositif"):
        importer_fichier(SYSTEME, "inconnu", "dui", chemin)
    with pytest.raises(ErreurImport, match="Dites quelle colonne"):
        importer_fichier(SYSTEME, "essai", "dui", chemin)
    with pytest.raises(PermissionDenied):
        importer_fichier(ANONYME, "essai", "dui", chemin)


@pytest.mark.parametrize(("nom", "contenu"), [("modele.csv", modele_csv()), ("modele.xlsx", modele_xlsx())])
def test_le_modele_se_relit_et_ses_exemples_ne_nomment_personne_de_reel(
    tmp_path: Path, nom: str, contenu: bytes
) -> None:
    creer_monde()
    chemin = tmp_path / nom
    chemin.write_bytes(contenu)
    rendu = importer_fichier(SYSTEME, "essai", "modèle", chemin, essai=True)
    assert rendu.lignes == 2
    assert {erreur.split(" : ")[1].split(" «")[0] for erreur in rendu.erreurs} == {"aucun jeune", "aucun professionnel"}


def test_la_commande_rend_compte_et_son_code_dit_s_il_reste_des_erreurs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    creer_monde()
    chemin = tmp_path / "semaine.csv"
    chemin.write_bytes(csv_de(*LIGNES))
    assert executer(["essai", "dui", str(chemin), "--essai"]) == 1
    assert "1 ajout, 0 modification" in capsys.readouterr().out
    assert not Evenement.objects.exists()
    chemin.write_bytes(csv_de(LIGNES[0]))
    assert executer(["essai", "dui", str(chemin), "--complet"]) == 0
    assert "Import appliqué" in capsys.readouterr().out
    assert executer(["inconnu", "dui", str(chemin)]) == 2
    assert "Aucun dispositif" in capsys.readouterr().err


def test_l_aide_et_les_refus_sont_en_francais(capsys: pytest.CaptureFixture[str]) -> None:
    assert executer(["--help"]) == 0
    assert "code du dispositif" in capsys.readouterr().out
    assert executer(["essai", "--jeune", "J1", "--professionnel", "P1", "--vite"]) == 2
    lignes = capsys.readouterr().err.splitlines()
    assert [ligne.split(" ; ")[0] for ligne in lignes] == [
        "arguments:0:--jeune: ne va pas avec --professionnel : un agenda est à une seule personne",
        "arguments:0:--vite: option inconnue",
        "arguments:0:FICHIER: un dispositif, une source et un fichier attendus, 1 mots",
    ]
    assert executer(["essai", "dui", "absent.csv"]) == 2
    assert "arguments:0:FICHIER: " in capsys.readouterr().err
