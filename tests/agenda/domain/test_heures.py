from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.agenda.domain.erreurs import HeureInexistante
from maillage.agenda.domain.heures import bornes, jour_local, minutes_reelles, vers_local, vers_utc


@given(st.datetimes(min_value=dt.datetime(2000, 1, 1), max_value=dt.datetime(2090, 1, 1)))
def test_une_heure_locale_qui_existe_revient_la_meme(local: dt.datetime) -> None:
    try:
        instant = vers_utc(local)
    except HeureInexistante:
        assert (local.month, local.weekday(), local.hour) == (3, 6, 2)
    else:
        assert vers_local(instant) == local


def test_l_heure_sautee_en_mars_est_refusee_en_clair() -> None:
    with pytest.raises(HeureInexistante, match="n'existe pas le dimanche 31 mars 2024"):
        vers_utc(dt.datetime(2024, 3, 31, 2, 30))


def test_l_heure_double_d_octobre_est_la_premiere() -> None:
    assert vers_utc(dt.datetime(2024, 10, 27, 2, 30)) == dt.datetime(2024, 10, 27, 0, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("soir", "matin", "minutes"),
    [
        (dt.datetime(2024, 3, 30, 19), dt.datetime(2024, 3, 31, 8), 720),
        (dt.datetime(2024, 10, 26, 19), dt.datetime(2024, 10, 27, 8), 840),
    ],
)
def test_les_nuits_de_changement_d_heure_durent_leur_duree_vraie(
    soir: dt.datetime, matin: dt.datetime, minutes: int
) -> None:
    assert minutes_reelles(vers_utc(soir), vers_utc(matin)) == minutes


def test_une_journee_va_de_minuit_a_minuit_a_paris() -> None:
    debut, fin = bornes(dt.date(2024, 3, 31), dt.date(2024, 3, 31))
    assert fin - debut == dt.timedelta(hours=23)
    assert jour_local(debut) == dt.date(2024, 3, 31)
