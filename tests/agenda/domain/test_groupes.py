"""Who of a group is listed on a day."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from maillage.agenda.domain.groupes import Composition, Membre

LUNDI = dt.date(2024, 3, 4)
JEUDI = dt.date(2024, 3, 7)
GROUPE = Composition((Membre(1, dt.date(2024, 1, 1)), Membre(2, dt.date(2024, 1, 1), LUNDI), Membre(3, JEUDI)))


def test_les_membres_suivent_leurs_dates() -> None:
    assert GROUPE.le(LUNDI) == {1, 2}
    assert GROUPE.le(JEUDI) == {1, 3}


def test_les_jeunes_coches_s_ajoutent_aux_membres_du_jour() -> None:
    assert GROUPE.inscrits({9}, JEUDI) == {1, 3, 9}


def test_un_membre_coche_reste_membre_et_ne_deborde_pas_de_ses_dates() -> None:
    assert GROUPE.inscrits({2, 9}, JEUDI) == {1, 3, 9}


def test_une_liste_corrigee_a_la_main_l_est_aussi_les_autres_jours() -> None:
    sans_un_avec_neuf = {2, 9}
    assert GROUPE.inscrits(sans_un_avec_neuf, LUNDI, reference=LUNDI) == {2, 9}
    assert GROUPE.inscrits(sans_un_avec_neuf, JEUDI, reference=LUNDI) == {3, 9}


@given(st.sets(st.integers(1, 9)), st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)))
def test_la_liste_du_jour_corrige_est_exactement_celle_choisie(choisis: set[int], jour: dt.date) -> None:
    assert GROUPE.inscrits(choisis, jour, reference=jour) == choisis
