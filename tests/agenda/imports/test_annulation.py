"""Undoing a lot: exactly, except what someone changed since."""

from __future__ import annotations

from decimal import Decimal

import pytest

from maillage.agenda.imports.services import ErreurImport, annuler_lot
from maillage.agenda.models import Absence, EffetLot, Evenement, OccurrenceImportee
from maillage.agenda.services import confirmer_evenement
from maillage.socle.models import Trace
from tests.agenda.imports.outils import SYSTEME, absences, comptes, creer_monde, csv_de, deposer, faits, importer

pytestmark = pytest.mark.django_db

PREMIER = (
    "R1;04/03/2024;9:00;12:00;J1;P1;DIRECT_JEUNE;AJ;REALISE;PRESENT;",
    "R1;04/03/2024;9:00;12:00;J2;P1;DIRECT_JEUNE;AJ;REALISE;;MALADIE",
    "R2;05/03/2024;19:00;8:00;J3;P2;DIRECT_JEUNE;AN;PLANIFIE;;",
)
SECOND = (
    "R1;04/03/2024;9:30;12:00;J1;P2;DIRECT_JEUNE;PMO;REALISE;ABSENT;STAGE",
    "R1;04/03/2024;9:30;12:00;J3;P2;DIRECT_JEUNE;PMO;REALISE;;",
    "R2;05/03/2024;19:00;8:00;J3;P2;DIRECT_JEUNE;AN;ANNULE;;",
    "R3;06/03/2024;9:00;10:00;J1;P1;TRANSPORT;;;;",
)


def memoires() -> list[tuple[str, object]]:
    return sorted(OccurrenceImportee.objects.values_list("reference", "dit"), key=str)


def test_ce_que_le_lot_a_cree_disparait() -> None:
    monde = creer_monde()
    lot = annuler_lot(SYSTEME, importer(monde, csv_de(*PREMIER)))
    assert (faits(), absences(), memoires()) == ([], [], [])
    assert lot.compte_rendu["annulation"] == {"supprimes": 2, "retablis": 0, "laisses": [], "nombre_laisses": 0}
    assert Trace.objects.filter(acte="agenda.annuler_import").count() == 1


def test_ce_que_le_lot_a_change_revient_exactement() -> None:
    monde = creer_monde()
    importer(monde, csv_de(*PREMIER))
    avant = (faits(), absences(), memoires())
    lot = importer(monde, csv_de(*SECOND))
    assert comptes(lot) == (1, 1, 1, 0, 0)
    assert faits() != avant[0]
    assert absences() != avant[1]
    annuler_lot(SYSTEME, lot)
    assert (faits(), absences(), memoires()) == avant


def test_le_preavis_d_un_jeune_retire_revient_avec_lui() -> None:
    monde = creer_monde()
    importer(monde, csv_de(*PREMIER))
    evenement = Evenement.objects.get(source_ref="R1")
    evenement.participations_jeunes.filter(jeune__identifiant="J2").update(preavis_h=Decimal("48"))
    avant = faits()
    annuler_lot(SYSTEME, importer(monde, csv_de(*SECOND)))
    assert faits() == avant


def test_les_deux_lots_se_defont_l_un_apres_l_autre() -> None:
    monde = creer_monde()
    premier = importer(monde, csv_de(*PREMIER))
    second = importer(monde, csv_de(*SECOND))
    annuler_lot(SYSTEME, second)
    annuler_lot(SYSTEME, premier)
    assert (faits(), absences(), memoires()) == ([], [], [])


def test_le_premier_lot_annule_avant_le_second_laisse_ce_que_le_second_a_change() -> None:
    monde = creer_monde()
    premier = importer(monde, csv_de(*PREMIER))
    importer(monde, csv_de(*SECOND))
    bilan = annuler_lot(SYSTEME, premier).compte_rendu["annulation"]
    assert (bilan["supprimes"], bilan["nombre_laisses"]) == (0, 2)
    assert Evenement.objects.count() == 3


def test_un_evenement_confirme_depuis_est_laisse_et_dit() -> None:
    monde = creer_monde()
    lot = importer(monde, csv_de(*PREMIER))
    evenement = Evenement.objects.get(source_ref="R2")
    confirmer_evenement(SYSTEME, monde.dispositif, identifiant=evenement.identifiant)
    bilan = annuler_lot(SYSTEME, lot).compte_rendu["annulation"]
    assert (bilan["supprimes"], bilan["nombre_laisses"]) == (1, 1)
    assert "mardi 5 mars 2024 à 19" in bilan["laisses"][0]
    assert "laissé tel quel" in bilan["laisses"][0]
    assert Evenement.objects.get().statut == "REALISE"


def test_une_absence_changee_depuis_est_laissee() -> None:
    monde = creer_monde()
    lot = importer(monde, csv_de(*PREMIER))
    Absence.objects.update(motif="FAMILLE")
    bilan = annuler_lot(SYSTEME, lot).compte_rendu["annulation"]
    assert bilan["nombre_laisses"] == 1
    assert Absence.objects.get().motif == "FAMILLE"


def test_un_lot_annule_ne_s_annule_pas_deux_fois_et_peut_etre_reimporte() -> None:
    monde = creer_monde()
    lot = annuler_lot(SYSTEME, importer(monde, csv_de(*PREMIER)))
    with pytest.raises(ErreurImport, match="rien à annuler"):
        annuler_lot(SYSTEME, lot)
    assert comptes(importer(monde, csv_de(*PREMIER))) == (2, 0, 0, 0, 0)


def test_un_lot_en_apercu_n_a_rien_a_annuler() -> None:
    monde = creer_monde()
    with pytest.raises(ErreurImport):
        annuler_lot(SYSTEME, deposer(monde, csv_de(*PREMIER)))
    assert not EffetLot.objects.exists()
