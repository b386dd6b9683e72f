"""People of some ages out of the bands of files: added, cut, or estimated from the neighbours, and always said so."""

from __future__ import annotations

import pytest

from maillage.territoire.domain.ages import OriginePopulation, PopulationAges, TrancheAge, completer, lire_ages

pytestmark = pytest.mark.sans_base
COMPTEE, ESTIMEE, REPARTIE, PART = OriginePopulation
ECOLE, COLLEGE = TrancheAge(6, 10, 50, 2021, estimation=False), TrancheAge(11, 14, 44, 2020, estimation=False)
JEUNES = TrancheAge(0, 19, 200, 2021, estimation=True)


@pytest.mark.parametrize(
    ("ages", "attendu"),
    [
        ((6, 10), PopulationAges(50, COMPTEE, 2021)),
        ((6, 14), PopulationAges(94, COMPTEE, 2020)),
        ((0, 19), PopulationAges(200, ESTIMEE, 2021)),
        ((6, 12), PopulationAges(72, REPARTIE, 2020)),
        ((5, 10), PopulationAges(60, REPARTIE, 2021)),
        ((15, 20), None),
    ],
)
def test_les_tranches_s_additionnent_et_se_partagent(ages: tuple[int, int], attendu: PopulationAges | None) -> None:
    assert lire_ages([ECOLE, COLLEGE, JEUNES], *ages) == attendu


def test_un_nombre_compte_passe_avant_une_estimation_puis_le_plus_recent() -> None:
    memes = [
        TrancheAge(0, 19, n, an, estimation=e) for n, an, e in ((1, 2023, True), (2, 2020, False), (3, 2021, False))
    ]
    assert lire_ages(memes, 0, 19) == PopulationAges(3, COMPTEE, 2021)


def test_une_commune_sans_ages_prend_la_part_des_autres() -> None:
    connues = {"a": PopulationAges(30, COMPTEE, 2021), "b": PopulationAges(10, ESTIMEE, 2021)}
    tous = completer(connues, {"a": 100, "b": 60, "c": 41})
    assert tous == {**connues, "c": PopulationAges(10, PART)}
    assert completer({}, {"c": 41}) == {}
