"""The database itself refuses overlapping periods of one modality, whatever writes in it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from maillage.parcours.models import PeriodeModalite
from tests.fabriques import DispositifFactory, JeuneFactory, PeriodeFactory

pytestmark = pytest.mark.django_db
DEBUT, FIN = date(2025, 1, 6), date(2025, 3, 31)


@pytest.mark.parametrize(
    ("debut", "fin"),
    [
        (date(2025, 3, 31), None),
        (date(2024, 12, 1), DEBUT),
        (date(2024, 12, 1), None),
        (date(2025, 2, 1), date(2025, 2, 1)),
    ],
)
def test_une_insertion_qui_chevauche_est_refusee(debut: date, fin: date | None) -> None:
    periode = PeriodeFactory(debut=DEBUT, fin=FIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodeModalite.objects.bulk_create(
            [PeriodeModalite(jeune=periode.jeune, dispositif=periode.dispositif, modalite="AJ", debut=debut, fin=fin)]
        )


def test_un_insert_sans_aucun_service_est_refuse() -> None:
    periode = PeriodeFactory(debut=DEBUT)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO parcours_periodemodalite (jeune_id, dispositif_id, modalite, lieu, debut, fin) "
            "VALUES (%s, %s, 'AJ', 'INTRA', %s, NULL)",
            [periode.jeune_id, periode.dispositif_id, date(2026, 1, 1)],
        )


def test_une_modification_qui_chevauche_est_refusee() -> None:
    periode = PeriodeFactory(debut=DEBUT, fin=FIN)
    suivante = PeriodeFactory(jeune=periode.jeune, dispositif=periode.dispositif, debut=date(2025, 4, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodeModalite.objects.filter(pk=periode.pk).update(fin=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodeModalite.objects.filter(pk=suivante.pk).update(debut=FIN)


def test_ce_qui_ne_chevauche_pas_entre() -> None:
    periode = PeriodeFactory(debut=DEBUT, fin=FIN)
    memes = {"jeune": periode.jeune, "dispositif": periode.dispositif}
    PeriodeFactory(**memes, debut=date(2025, 4, 1))
    PeriodeFactory(**memes, modalite="PMO", debut=DEBUT)
    PeriodeFactory(jeune=periode.jeune, dispositif=DispositifFactory(), debut=DEBUT)
    PeriodeFactory(jeune=JeuneFactory(), dispositif=periode.dispositif, debut=DEBUT)
    PeriodeModalite.objects.filter(pk=periode.pk).update(fin=date(2025, 3, 30))
    assert PeriodeModalite.objects.count() == 5
