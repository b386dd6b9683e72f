from __future__ import annotations

import datetime as dt

import pytest

from maillage.agenda.domain.erreurs import RecurrenceInvalide
from maillage.agenda.domain.recurrence import decaler_regle, libelle_regle, occurrences, regle_de

LUNDI = dt.datetime(2024, 3, 18, 9, 30)


def test_neuf_heures_trente_restent_neuf_heures_trente_au_changement_d_heure() -> None:
    dates = occurrences(regle_de("HEBDOMADAIRE"), premiere=LUNDI, jusqu_au=dt.date(2024, 4, 8))
    assert [date.day for date in dates] == [18, 25, 1, 8]
    assert {date.time() for date in dates} == {dt.time(9, 30)}


def test_les_dates_exclues_sautent() -> None:
    exclues = {dt.date(2024, 4, 1)}
    dates = occurrences(regle_de("HEBDOMADAIRE"), premiere=LUNDI, jusqu_au=dt.date(2024, 4, 8), exclues=exclues)
    assert [date.day for date in dates] == [18, 25, 8]


def test_plusieurs_jours_par_semaine() -> None:
    regle = regle_de("QUINZAINE", {3, 0})
    dates = occurrences(regle, premiere=LUNDI, jusqu_au=dt.date(2024, 4, 5))
    assert [(date.month, date.day) for date in dates] == [(3, 18), (3, 21), (4, 1), (4, 4)]
    assert libelle_regle(regle) == "une semaine sur deux, le lundi et jeudi"


@pytest.mark.parametrize(
    ("regle", "fin", "message"),
    [
        ("FREQ=WEEKLY", dt.date(2024, 3, 1), "avant d'avoir commencé"),
        ("FREQ=WEEKLY", dt.date(2030, 3, 1), "deux ans au plus"),
        ("FREQ=DAILY", dt.date(2025, 9, 1), "plus de 400"),
        ("n'importe quoi", dt.date(2024, 4, 1), "n'est pas comprise"),
        ("FREQ=WEEKLY;BYDAY=TU", dt.date(2024, 3, 18), "aucune date"),
    ],
)
def test_une_repetition_impossible_est_refusee_en_clair(regle: str, fin: dt.date, message: str) -> None:
    with pytest.raises(RecurrenceInvalide, match=message):
        occurrences(regle, premiere=LUNDI, jusqu_au=fin)


def test_decaler_une_regle_decale_ses_jours() -> None:
    assert decaler_regle("FREQ=WEEKLY;BYDAY=MO,SU", 1) == "FREQ=WEEKLY;BYDAY=MO,TU"
    assert decaler_regle("FREQ=MONTHLY;BYDAY=1MO", 1) == "FREQ=MONTHLY;BYDAY=1MO"


def test_une_regle_venue_d_ailleurs_se_lit_telle_quelle() -> None:
    assert libelle_regle("FREQ=DAILY;COUNT=3") == "FREQ=DAILY;COUNT=3"
    assert libelle_regle("FREQ=WEEKLY") == "chaque semaine"
