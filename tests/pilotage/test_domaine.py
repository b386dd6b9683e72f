"""Choice of the returns, table and statistics (R41, R44)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from maillage.pilotage.domain.mesures import DISTRIBUTIONS, SOMMES, TAUX
from maillage.pilotage.domain.nombres import arrondir, ecrire_nombre
from maillage.pilotage.domain.retours import Attendu, PeriodesMultiplesError, Retour, retenir
from maillage.pilotage.domain.tableau import TOTAL, Croisement, statistique
from tests.pilotage.fabrique import cle, retour, tableau

pytestmark = pytest.mark.sans_base


def _retour(identifiant: str, **champs: str) -> Retour:
    return replace(retour(Attendu(identifiant, "76", "DITEP")), **champs)


def test_les_regles_la_periode_et_la_version_majeure_choisissent_les_retours() -> None:
    retours = [
        _retour("A"),
        _retour("B", version="2024.7"),
        _retour("C", version="2025.1"),
        _retour("D", regles="cnsa-2019"),
        _retour("E", periode="2024-T2"),
    ]
    selection = retenir(retours, regles="aire-2024", periode="2024-T1")
    assert [garde.attendu.dispositif_id for garde in selection.retenus] == ["A", "B"]
    assert [(exclu.dispositif_id, exclu.motif.split(" ")[0]) for exclu in selection.exclus] == [
        ("C", "version"),
        ("D", "jeu"),
        ("E", "période"),
    ]


def test_la_version_majeure_la_plus_recente_l_emporte_a_egalite() -> None:
    retours = [_retour("A", version="9.1"), _retour("B", version="10.0")]
    selection = retenir(retours, regles="aire-2024", periode=None)
    assert [garde.attendu.dispositif_id for garde in selection.retenus] == ["B"]


def test_la_seule_periode_trouvee_est_prise() -> None:
    retours = [_retour("A", periode="2024-T3"), _retour("B", regles="cnsa-2019", periode="2023")]
    assert len(retenir(retours, regles="aire-2024", periode=None).retenus) == 1


def test_plusieurs_periodes_demandent_un_choix() -> None:
    retours = [_retour("A"), _retour("B", periode="2024-T2")]
    with pytest.raises(PeriodesMultiplesError, match="2024-T1, 2024-T2"):
        retenir(retours, regles="aire-2024", periode=None)


def test_sans_retour_rien_n_est_retenu() -> None:
    assert retenir([], regles="aire-2024", periode=None).retenus == ()


def test_le_tableau_porte_chaque_total() -> None:
    table = tableau({("11", "DITEP"): [{"fa_stricte": 4}, None], ("76", "DIME"): [{"fa_stricte": 5}]})
    assert table.croisements == (
        Croisement("11", "DITEP"),
        Croisement("11", TOTAL),
        Croisement("76", "DIME"),
        Croisement("76", TOTAL),
        Croisement(TOTAL, "DIME"),
        Croisement(TOTAL, "DITEP"),
        Croisement(TOTAL, TOTAL),
    )
    assert [table.pas[cle("fa_stricte", *croisement)] for croisement in table.croisements] == [4, 4, 5, 5, 5, 4, 9]
    assert table.attendus[Croisement("11", TOTAL)] == 2
    assert table.transmis(Croisement("11", TOTAL)) == 1


def test_les_lignes_vont_des_regions_au_grand_total() -> None:
    table = tableau({("B", "DITEP"): [{}], ("A", "DITEP"): [{}], ("A", "DIME"): [{}]})
    assert [ligne.total for ligne in table.lignes] == [
        ("A", TOTAL),
        ("B", TOTAL),
        (TOTAL, "DIME"),
        (TOTAL, "DITEP"),
        (TOTAL, TOTAL),
        (TOTAL, TOTAL),
    ]
    assert table.lignes[0].parties == (("A", "DIME"), ("A", "DITEP"))
    assert table.lignes[4].parties == (("A", TOTAL), ("B", TOTAL))
    assert table.lignes[5].parties == ((TOTAL, "DIME"), (TOTAL, "DITEP"))


def test_les_unites_disparaissent_quand_aucun_retour_n_en_a() -> None:
    table = tableau({("A", "DITEP"): [None, None]})
    codes = [mesure.code for mesure in table.mesures()]
    assert len(codes) == len(SOMMES) + len(TAUX) + len(DISTRIBUTIONS) - 6
    assert not any(code.startswith("unites") or code == "jeunes_complexes" for code in codes)


def test_les_heures_et_les_journees_sont_exactes() -> None:
    table = tableau({("A", "DITEP"): [{"journees": 0.5, "ar_heures": 50}, {"journees": 2, "ar_heures": 50}]})
    exacts = {mesure.code: table.exact(mesure, Croisement("A", "DITEP")) for mesure in table.sommes}
    assert exacts["journees"] == Fraction(5, 2)
    assert exacts["ar_heures"] == Fraction(5, 3)
    assert ecrire_nombre(exacts["ar_heures"]) == "1.6667"


@pytest.mark.parametrize(
    ("quantile", "attendu"),
    [(None, Fraction(66, 5)), (Fraction(1, 2), 10), (Fraction(1, 4), 8), (Fraction(3, 4), 12)],
)
def test_les_quartiles_de_l_exemple(quantile: Fraction | None, attendu: Fraction) -> None:
    assert statistique([30, 6, 12, 8, 10], quantile) == attendu


def test_les_quartiles_interpolent() -> None:
    assert statistique([1, 2, 3, 10], Fraction(3, 4)) == Fraction(19, 4)
    assert statistique([7], Fraction(3, 4)) == 7
    assert statistique([], None) is None


def test_les_nombres_s_arrondissent_a_quatre_decimales_en_s_eloignant_de_zero() -> None:
    assert arrondir(Fraction(5, 32)) == Fraction(1563, 10000)
    assert [ecrire_nombre(Fraction(valeur)) for valeur in ("28/33", "12", "25/2", "0", "99999/100000")] == [
        "0.8485",
        "12",
        "12.5",
        "0",
        "1",
    ]
