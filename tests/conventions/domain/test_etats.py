"""State of a convention on a day, end as known that day, departure of a signatory."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.conventions import referentiels
from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.conventions.domain.etats import (
    DatesConvention,
    EtatConvention,
    Prolongation,
    etat_le,
    fin_connue,
    verifier_dates,
)
from maillage.conventions.domain.instances import suivi_avant
from maillage.conventions.domain.modalites import Apport, couvertes, effet_du_depart

pytestmark = pytest.mark.sans_base
D = dt.date
TROIS_ANS = {"preparee_le": D(2024, 6, 1), "debut": D(2025, 1, 1), "fin": D(2027, 12, 31)}


def etat(le: dt.date, **champs: object) -> EtatConvention:
    dates = DatesConvention(**{**TROIS_ANS, "signee_le": D(2024, 12, 2), **champs})  # type: ignore[arg-type]
    return etat_le(dates, le, referentiels.reglages(le))


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        (D(2024, 5, 31), EtatConvention.AUCUNE),
        (D(2024, 6, 1), EtatConvention.PREPARATION),
        (D(2024, 12, 1), EtatConvention.PREPARATION),
        (D(2024, 12, 2), EtatConvention.SIGNEE),
        (D(2025, 1, 1), EtatConvention.EN_VIGUEUR),
        (D(2027, 6, 30), EtatConvention.EN_VIGUEUR),
        (D(2027, 7, 1), EtatConvention.A_RENOUVELER),
        (D(2027, 12, 31), EtatConvention.A_RENOUVELER),
        (D(2028, 1, 1), EtatConvention.ECHUE),
    ],
)
def test_l_etat_se_relit_a_chaque_date(le: dt.date, attendu: EtatConvention) -> None:
    assert etat(le) is attendu


def test_une_denonciation_compte_a_partir_de_son_effet() -> None:
    assert etat(D(2026, 5, 31), denonciation_effet=D(2026, 6, 1)) is EtatConvention.EN_VIGUEUR
    assert etat(D(2026, 6, 1), denonciation_effet=D(2026, 6, 1)) is EtatConvention.DENONCEE


def test_un_avenant_ne_se_sait_qu_une_fois_signe() -> None:
    prolongee = {"prolongations": (Prolongation(D(2027, 12, 1), D(2029, 12, 31)),)}
    assert etat(D(2027, 11, 30), **prolongee) is EtatConvention.A_RENOUVELER
    assert etat(D(2027, 12, 1), **prolongee) is EtatConvention.EN_VIGUEUR


def test_la_reconduction_tacite_repousse_la_fin_sans_perdre_de_jour() -> None:
    dates = DatesConvention(D(2024, 1, 1), D(2024, 1, 31), D(2024, 8, 31), D(2024, 1, 1), reconduction_mois=6)
    assert fin_connue(dates, D(2024, 8, 31)) == D(2024, 8, 31)
    assert fin_connue(dates, D(2024, 9, 1)) == D(2025, 2, 28)
    assert fin_connue(dates, D(2025, 3, 1)) == D(2025, 8, 31)


def test_une_signature_apres_la_fin_est_refusee_en_mots() -> None:
    with pytest.raises(ErreurConvention, match="après sa fin le vendredi 31 décembre 2027") as refus:
        verifier_dates(debut=D(2025, 1, 1), fin=D(2027, 12, 31), signee_le=D(2028, 1, 1))
    assert refus.value.champ == "signee_le"
    with pytest.raises(ErreurConvention, match="précède le début"):
        verifier_dates(debut=D(2025, 1, 1), fin=D(2024, 12, 31))


def test_le_depart_dit_ce_que_le_territoire_perd() -> None:
    a, b, c = Apport("A", ("AJ", "PMO")), Apport("B", ("AJ", "AN")), Apport("C", ("AJ",))
    effet = effet_du_depart(a, [b, c])
    assert (effet.perdues, effet.fragiles, effet.gardees) == (("PMO",), (), ("AJ", "AN"))
    assert effet_du_depart(c, [a, Apport("ARS", ())]).fragiles == (("AJ", "A"),)
    assert effet_du_depart(Apport("ARS", ()), [a, b]).sans_effet
    assert couvertes([b, a]) == ("AJ", "AN", "PMO")


def test_le_suivi_est_du_douze_mois_apres_la_derniere_reunion() -> None:
    assert suivi_avant(D(2024, 2, 29), referentiels.reglages(D(2024, 2, 29)).suivi_mois) == D(2025, 2, 28)


def test_le_cdsei_a_neuf_sieges_et_la_convention_dix_rubriques() -> None:
    assert len(referentiels.instances()["CDSEI"].sieges) == 9
    assert [r.facultative for r in referentiels.rubriques()] == [False] * 10 + [True]
    assert [q.numero for q in referentiels.questions()] == [1, 2, 3, 4, 5]
