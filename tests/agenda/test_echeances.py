"""What the agenda waits for, as lines of the one work list."""

from __future__ import annotations

import datetime as dt

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.agenda.selectors.echeances import ABSENCE, CONFIRMER, echeances
from tests.fabriques import AbsenceFactory, EvenementFactory

JEUDI = dt.datetime(2024, 3, 7, 12, tzinfo=dt.UTC)


def _semer(lieu) -> None:
    for jour in (4, 5):
        debut = dt.datetime(2024, 3, jour, 9, tzinfo=dt.UTC)
        EvenementFactory(
            dispositif=lieu.dispositif,
            debut=debut,
            fin=debut + dt.timedelta(hours=1),
            statut="PLANIFIE",
            jeunes=[lieu.sacha],
        )
    debut = dt.datetime(2024, 3, 6, 9, tzinfo=dt.UTC)
    AbsenceFactory(jeune=lieu.noa, dispositif=lieu.dispositif, debut=debut, fin=debut + dt.timedelta(hours=3))


@time_machine.travel(JEUDI, tick=False)
def test_les_jours_passes_et_les_absences_sont_des_echeances(lieu, systeme) -> None:
    _semer(lieu)
    dues = echeances(systeme, lieu.dispositif, le=timezone.localdate())
    assert [(due.nature, due.dernier_jour.day) for due in dues] == [(ABSENCE, 7), (CONFIRMER, 11), (CONFIRMER, 12)]
    assert "Noa" in dues[0].acte
    assert dues[0].jeune_id == lieu.noa.pk
    assert dues[1].acte.replace("\u202f", " ") == "Confirmer 1 événement du lundi 4 mars"
    assert "jour=2024-03-04" in dues[1].url


@time_machine.travel(JEUDI, tick=False)
def test_celles_d_un_jeune_sont_les_siennes(lieu, systeme) -> None:
    _semer(lieu)
    le = timezone.localdate()
    assert [due.nature for due in echeances(systeme, lieu.dispositif, le=le, jeune_id=lieu.noa.pk)] == [ABSENCE]
    siennes = echeances(systeme, lieu.dispositif, le=le, jeune_id=lieu.sacha.pk)
    assert {due.nature for due in siennes} == {CONFIRMER}


@time_machine.travel(JEUDI, tick=False)
def test_qui_ne_peut_qu_y_lire_n_a_rien_a_faire(lieu, lecteur) -> None:
    _semer(lieu)
    assert echeances(lecteur(), lieu.dispositif, le=timezone.localdate()) == []


@time_machine.travel(JEUDI, tick=False)
def test_autant_de_requetes_pour_une_absence_et_pour_six(lieu, systeme) -> None:
    def requetes() -> int:
        with CaptureQueriesContext(connection) as lues:
            echeances(systeme, lieu.dispositif, le=timezone.localdate())
        return len(lues)

    _semer(lieu)
    une = requetes()
    for _ in range(5):
        _semer(lieu)
    assert requetes() == une
