"""What is read of the ledger for a count: enough, and no more."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.activite.domain.periode import Periode
from maillage.activite.faits import Tables, tables_a_compter, tables_du_dispositif
from maillage.activite.moteur import compter
from maillage.activite.regles import charger_jeu
from tests.activite.scene import Scene, semaine_comptee
from tests.fabriques import PARIS_HIVER, EvenementFactory

pytestmark = pytest.mark.django_db
PERIODE = Periode.depuis_libelle("2024-T1")


@pytest.fixture
def scene() -> Scene:
    """A week counted in March, and a half-day of the month before the period, long over when it begins."""
    scene = semaine_comptee()
    _evenement(scene, dt.datetime(2023, 12, 12, 9, tzinfo=PARIS_HIVER), heures=3)
    return scene


def _evenement(scene: Scene, debut: dt.datetime, *, heures: int) -> None:
    EvenementFactory(
        dispositif=scene.dispositif,
        debut=debut,
        fin=debut + dt.timedelta(hours=heures),
        jeunes=scene.jeunes,
        pros=[scene.professionnel],
    )


def _jours(tables: Tables) -> set[dt.date]:
    return {debut.date() for debut in tables["evenement"].column("debut").to_pylist()}


def _compte(tables: Tables) -> str:
    return compter(tables, charger_jeu("aire-2024"), PERIODE).json()


def test_ce_qui_est_fini_avant_la_periode_n_est_pas_lu_pour_compter(scene: Scene) -> None:
    large, etroite = (lire(scene.dispositif.pk, PERIODE) for lire in (tables_du_dispositif, tables_a_compter))
    assert dt.date(2023, 12, 12) in _jours(large) - _jours(etroite)
    assert _compte(etroite) == _compte(large)


def test_un_long_sejour_qui_deborde_dans_la_periode_est_lu_avec_tout_son_jour(scene: Scene) -> None:
    _evenement(scene, dt.datetime(2023, 12, 15, 18, tzinfo=PARIS_HIVER), heures=24 * 20)
    _evenement(scene, dt.datetime(2023, 12, 15, 9, tzinfo=PARIS_HIVER), heures=3)
    large, etroite = (lire(scene.dispositif.pk, PERIODE) for lire in (tables_du_dispositif, tables_a_compter))
    assert min(_jours(etroite)) == dt.date(2023, 12, 15)
    assert _compte(etroite) == _compte(large)
