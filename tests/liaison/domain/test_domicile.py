"""Days and nights at home: what a night is, what a whole day is, and sums that always agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.liaison.domain.domicile import Retour, jours_ouverts, nuits_passees, relever

pytestmark = pytest.mark.sans_base
TROIS_HEURES = time(3)
LUNDI = date(2025, 3, 3)


@dataclass(frozen=True)
class Nuit:
    debut: datetime
    fin: datetime
    confirme: bool = True
    present: bool | None = True


@dataclass(frozen=True)
class Absence:
    debut: datetime
    fin: datetime | None


def jour(rang: int) -> date:
    return LUNDI + timedelta(days=rang)


def nuit(rang: int, **autres: bool | None) -> Nuit:
    """From eight in the evening to eight in the morning."""
    soir = datetime.combine(jour(rang), time(20))
    return Nuit(soir, soir + timedelta(hours=12), **autres)  # type: ignore[arg-type]


JOURS = [jour(rang) for rang in range(14)]


def passees(*nuits: Nuit, absences: tuple[Absence, ...] = ()) -> tuple[frozenset[date], frozenset[date]]:
    return nuits_passees(nuits, absences, JOURS, heure_nuit=TROIS_HEURES)


def test_une_nuit_se_date_de_son_soir() -> None:
    assert passees(nuit(0)) == (frozenset({LUNDI}), frozenset())


def test_un_sejour_d_une_semaine_fait_ses_nuits() -> None:
    depart, retour = datetime.combine(LUNDI, time(9)), datetime.combine(jour(4), time(16))
    assert passees(Nuit(depart, retour))[0] == frozenset(jour(rang) for rang in range(4))


def test_un_depart_a_trois_heures_n_est_pas_une_nuit() -> None:
    soir = datetime.combine(LUNDI, time(20))
    assert passees(Nuit(soir, datetime.combine(jour(1), TROIS_HEURES)))[0] == frozenset()


@pytest.mark.parametrize(
    ("present", "absence", "attendu"), [(True, True, 1), (False, False, 0), (None, True, 0), (None, False, 1)]
)
def test_une_presence_dite_l_emporte_sur_une_absence(present: bool | None, absence: bool, attendu: int) -> None:
    absences = (Absence(datetime.combine(LUNDI, time(18)), None),) if absence else ()
    assert len(passees(nuit(0, present=present), absences=absences)[0]) == attendu


def test_une_nuit_prevue_et_jamais_confirmee_est_a_confirmer() -> None:
    assert passees(nuit(0, confirme=False)) == (frozenset(), frozenset({LUNDI}))
    assert passees(nuit(0, confirme=False), nuit(0)) == (frozenset({LUNDI}), frozenset())


def test_une_semaine_d_internat_rend_un_week_end() -> None:
    ici, _ = passees(*(nuit(rang) for rang in (0, 1, 2, 3, 7, 8)))
    releve = relever(LUNDI, jour(8), ici, frozenset(), jours=JOURS)
    assert (releve.nuits_accueil, releve.nuits_domicile) == (6, 3)
    assert (releve.entiers, releve.partages) == (2, 3), "samedi et dimanche entiers ; lundi, vendredi et lundi partagés"
    assert releve.retours == (Retour(jour(4), jour(7), 3),)


def test_les_jours_ouverts_fusionnent_les_periodes() -> None:
    periodes = [(jour(0), jour(2)), (jour(2), jour(3)), (jour(12), None)]
    assert jours_ouverts(periodes, jour(1), jour(13)) == [jour(1), jour(2), jour(3), jour(12), jour(13)]
    assert jours_ouverts([(jour(20), None)], jour(0), jour(5)) == []


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)), st.integers(0, 60), st.integers(0, 60))
def test_les_sommes_s_accordent(ouverts: set[int], ici: set[int], un: int, autre: int) -> None:
    debut, fin = jour(min(un, autre)), jour(max(un, autre))
    jours = [jour(rang) for rang in sorted(ouverts)]
    nuits = frozenset(jour(rang) for rang in ici & ouverts)
    releve = relever(debut, fin, nuits, frozenset(), jours=jours)
    periode = [un for un in jours if debut <= un <= fin]
    assert releve.nuits_accueil + releve.nuits_domicile == len(periode)
    assert sum(retour.nuits for retour in releve.retours) == releve.nuits_domicile
    pleins = sum(un in nuits and un - timedelta(days=1) in nuits for un in periode)
    assert releve.entiers + releve.partages + pleins == len(periode)
