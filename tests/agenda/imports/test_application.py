"""Applying files: once, twice, shuffled, overlapping, with bad lines."""

from __future__ import annotations

import random

import pytest

from maillage.agenda.imports.services import ErreurImport, appliquer_lot
from maillage.agenda.models import Evenement, LigneLot, OccurrenceImportee
from maillage.socle.models import Trace
from maillage.socle.selectors import version_des_faits
from tests.agenda.imports.outils import SYSTEME, absences, comptes, creer_monde, csv_de, deposer, faits, importer

pytestmark = pytest.mark.django_db

LIGNES = (
    "R1;04/03/2024;9:00;12:00;J1;P1;DIRECT_JEUNE;AJ;REALISE;PRESENT;",
    "R1;04/03/2024;9:00;12:00;J2;P1;DIRECT_JEUNE;AJ;REALISE;;MALADIE",
    "R2;2024-03-05;19h;8h;J3;;seance;internat;prévu;;",
    ";06/03/2024;14:00;15:00;Sacha Exemple;Camille Martin-Fictif;INDIRECT;;;;",
)


def test_les_lignes_d_une_reference_deviennent_un_evenement_a_plusieurs() -> None:
    monde = creer_monde()
    lot = importer(monde, csv_de(*LIGNES))
    assert comptes(lot) == (3, 0, 0, 0, 0)
    premier = faits()[0]
    assert premier[0] == "2024-03-04T08:00:00+00:00"
    assert premier[-2:] == ([("J1", "PRESENT", "None"), ("J2", "ABSENT", "None")], ["P1"])
    assert absences() == [("J2", "2024-03-04T08:00:00+00:00", "2024-03-04 11:00:00+00:00", "MALADIE", "R1")]
    nuit = Evenement.objects.get(source_ref="R2")
    assert (nuit.modalite, nuit.statut, nuit.fin.isoformat()) == ("AN", "PLANIFIE", "2024-03-06T07:00:00+00:00")


def test_un_apercu_ne_change_rien_a_l_agenda() -> None:
    monde = creer_monde()
    lot = deposer(monde, csv_de(*LIGNES))
    assert comptes(lot) == (3, 0, 0, 0, 0)
    assert not Evenement.objects.exists()
    assert version_des_faits(monde.dispositif.pk) == 0


def test_le_meme_fichier_deux_fois_ne_change_rien() -> None:
    monde = creer_monde()
    importer(monde, csv_de(*LIGNES))
    avant, versions = faits(), list(Evenement.objects.order_by("pk").values_list("pk", "version"))
    assert comptes(importer(monde, csv_de(*LIGNES))) == (0, 0, 0, 3, 0)
    assert faits() == avant
    assert list(Evenement.objects.order_by("pk").values_list("pk", "version")) == versions


def test_un_fichier_melange_donne_le_meme_resultat() -> None:
    monde = creer_monde()
    importer(monde, csv_de(*LIGNES))
    attendu = faits()
    Evenement.objects.all().delete()
    melangees = list(LIGNES)
    random.Random(4).shuffle(melangees)
    importer(monde, csv_de(*reversed(melangees)))
    assert faits() == attendu


def test_l_export_suivant_met_a_jour_ajoute_et_annule() -> None:
    monde = creer_monde()
    importer(monde, csv_de(*LIGNES))
    suivant = (
        "R1;04/03/2024;9:30;12:00;J1;P1;DIRECT_JEUNE;AJ;REALISE;PRESENT;",
        "R2;2024-03-05;19h;8h;J3;;seance;internat;annulé;;",
        "R3;07/03/2024;9:00;10:00;J3;P2;DIRECT_JEUNE;PMO;REALISE;;",
    )
    assert comptes(importer(monde, csv_de(*suivant))) == (1, 1, 1, 0, 0)
    modifie = faits()[0]
    assert modifie[0] == "2024-03-04T08:30:00+00:00"
    assert modifie[-2:] == ([("J1", "PRESENT", "None")], ["P1"])
    assert absences() == []
    assert Evenement.objects.get(source_ref="R2").statut == "ANNULE"
    assert Evenement.objects.count() == 4


def test_une_mauvaise_ligne_n_arrete_pas_le_lot_et_n_entre_pas() -> None:
    monde = creer_monde()
    mauvaises = (
        "R4;31/02/2024;9:00;10:00;J1;;DIRECT_JEUNE;;;;",
        "R5;04/03/2024;9:00;10:00;Personne Inconnue;;DIRECT_JEUNE;;;;",
        "R6;04/03/2024;9:00;10:00;J1;;N'IMPORTE QUOI;;;;",
        'R7;04/03/2024;9:00;10:00;J1;;"DIRECT_JEUNE;;;;',
        "R8;04/03/2024;9:00;10:00;J1;;DIRECT_JEUNE;;;",
    )
    lot = importer(monde, csv_de(*mauvaises, *LIGNES))
    assert comptes(lot) == (3, 0, 0, 0, 5)
    refusees = LigneLot.objects.filter(lot=lot, issue="ERREUR")
    assert [(ligne.numero, ligne.erreurs[0]["colonne"]) for ligne in refusees] == [
        (2, "date"),
        (3, "jeunes"),
        (4, "categorie"),
        (5, "*"),
        (6, "*"),
    ]
    assert not Evenement.objects.filter(source_ref__in=["R4", "R5", "R6", "R7", "R8"]).exists()


def test_des_lignes_qui_se_contredisent_sont_toutes_refusees() -> None:
    monde = creer_monde()
    lot = importer(
        monde,
        csv_de(
            "R1;04/03/2024;9:00;12:00;J1;;DIRECT_JEUNE;;;;",
            "R1;04/03/2024;9:00;11:00;J2;;DIRECT_JEUNE;;;;",
            "R1;05/03/2024;9:00;11:00;J2;;DIRECT_JEUNE;;;;",
        ),
    )
    assert comptes(lot) == (1, 0, 0, 0, 2)


def test_une_confirmation_de_l_equipe_n_est_pas_effacee_par_le_fichier() -> None:
    monde = creer_monde()
    ligne = "R1;04/03/2024;9:00;12:00;J1;P1;DIRECT_JEUNE;AJ;PLANIFIE;;"
    importer(monde, csv_de(ligne))
    evenement = Evenement.objects.get()
    evenement.statut, evenement.version, evenement.confirme_le = "REALISE", 2, evenement.debut
    evenement.save()
    evenement.participations_jeunes.update(presence="PRESENT")
    assert comptes(importer(monde, csv_de(ligne))) == (0, 0, 0, 1, 0)
    lot = importer(monde, csv_de(ligne.replace("12:00", "12:30").replace("PLANIFIE", "ANNULE")))
    assert comptes(lot) == (0, 1, 0, 0, 0)
    evenement.refresh_from_db()
    assert (evenement.statut, evenement.fin.isoformat()) == ("REALISE", "2024-03-04T11:30:00+00:00")
    assert evenement.participations_jeunes.get().presence == "PRESENT"
    assert "confirmé" in LigneLot.objects.get(lot=lot).reserve


def test_une_correction_de_l_equipe_reste_quand_le_fichier_n_a_pas_change() -> None:
    monde = creer_monde()
    importer(monde, csv_de(*LIGNES))
    evenement = Evenement.objects.get(source_ref="R2")
    deplace = evenement.debut.replace(day=12)
    Evenement.objects.filter(pk=evenement.pk).update(debut=deplace, fin=evenement.fin.replace(day=13), version=2)
    assert comptes(importer(monde, csv_de(*LIGNES))) == (0, 0, 0, 3, 0)
    evenement.refresh_from_db()
    assert evenement.debut == deplace


def test_un_evenement_deja_present_sous_la_meme_cle_est_reconnu() -> None:
    monde = creer_monde()
    importer(monde, csv_de(*LIGNES))
    OccurrenceImportee.objects.filter(evenement__source_ref__startswith="R").delete()
    assert comptes(importer(monde, csv_de(*LIGNES))) == (0, 0, 0, 3, 0)
    assert Evenement.objects.count() == 3


def test_un_fichier_complet_annule_ce_qui_n_y_est_plus() -> None:
    monde = creer_monde()
    importer(monde, csv_de(*LIGNES))
    reste = csv_de(LIGNES[0], LIGNES[1], LIGNES[3])
    assert comptes(importer(monde, reste, complet=True)) == (0, 0, 1, 2, 0)
    assert Evenement.objects.get(source_ref="R2").statut == "ANNULE"
    assert comptes(importer(monde, csv_de(*LIGNES), complet=True)) == (0, 1, 0, 2, 0)
    assert Evenement.objects.get(source_ref="R2").statut == "PLANIFIE"


def test_un_fichier_complet_avec_erreurs_n_annule_rien() -> None:
    monde = creer_monde()
    importer(monde, csv_de(*LIGNES))
    lot = importer(monde, csv_de(LIGNES[0], LIGNES[1], LIGNES[3], LIGNES[2].replace("J3", "J9")), complet=True)
    assert comptes(lot) == (0, 0, 0, 2, 1)
    assert lot.compte_rendu["rien_retire"] is True


def test_un_lot_ne_s_applique_qu_une_fois() -> None:
    monde = creer_monde()
    lot = importer(monde, csv_de(*LIGNES))
    with pytest.raises(ErreurImport, match="déjà appliqué"):
        appliquer_lot(SYSTEME, lot)


def test_appliquer_est_journalise_et_marque_les_faits() -> None:
    monde = creer_monde()
    importer(monde, csv_de(*LIGNES))
    actes = list(Trace.objects.order_by("pk").values_list("acte", flat=True))
    assert actes == ["agenda.deposer_import", "agenda.appliquer_import"]
    assert version_des_faits(monde.dispositif.pk) == 1


def test_complet_ne_vaut_que_pour_le_fichier_ou_on_l_a_dit() -> None:
    monde = creer_monde()
    importer(monde, csv_de(*LIGNES), complet=True)
    assert comptes(importer(monde, csv_de(LIGNES[0]))) == (0, 1, 0, 0, 0)
    assert Evenement.objects.get(source_ref="R2").statut == "PLANIFIE"
