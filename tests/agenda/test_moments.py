"""What a young person lived, as plain moments."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.agenda.models import ParticipationJeune
from maillage.agenda.selectors.moments import moments_du_dispositif, moments_du_jeune
from maillage.parcours.models import Jeune
from maillage.structures.models import Dispositif
from tests.fabriques import (
    PARIS_HIVER,
    AbsenceFactory,
    DispositifFactory,
    EvenementFactory,
    JeuneFactory,
    ProfessionnelFactory,
)

pytestmark = pytest.mark.django_db
DEBUT, FIN = dt.date(2024, 3, 1), dt.date(2024, 3, 31)


def matin(jour: int) -> dt.datetime:
    return dt.datetime(2024, 3, jour, 9, tzinfo=PARIS_HIVER)


def vivre(dispositif: Dispositif, jeune: Jeune, jour: int, **autres: object) -> None:
    EvenementFactory(
        dispositif=dispositif,
        jeunes=[jeune],
        pros=[ProfessionnelFactory(metier="PSYCHOLOGUE"), ProfessionnelFactory(metier="EDUCATEUR")],
        debut=matin(jour),
        fin=matin(jour) + dt.timedelta(hours=1),
        titre=f"Entretien {jour}",
        **autres,
    )


def test_un_moment_dit_la_duree_les_metiers_et_l_absence_dite_ou_connue() -> None:
    dispositif, jeune = DispositifFactory(), JeuneFactory()
    for jour in (4, 5, 6):
        vivre(dispositif, jeune, jour)
    ParticipationJeune.objects.filter(evenement__titre="Entretien 5").update(presence="ABSENT")
    AbsenceFactory(jeune=jeune, dispositif=None, debut=matin(6), fin=matin(6) + dt.timedelta(hours=8))
    moments = moments_du_jeune(jeune.pk, dispositif.pk, DEBUT, FIN)
    assert [(moment.titre, moment.absent) for moment in moments] == [
        ("Entretien 4", False),
        ("Entretien 5", True),
        ("Entretien 6", True),
    ]
    assert (moments[0].minutes, moments[0].metiers) == (60, ("EDUCATEUR", "PSYCHOLOGUE"))
    assert moments[0].debut == dt.datetime(2024, 3, 4, 9)


def test_ni_les_annules_ni_les_autres_jeunes_ni_hors_de_la_periode() -> None:
    dispositif, jeune = DispositifFactory(), JeuneFactory()
    vivre(dispositif, jeune, 4, statut="ANNULE")
    vivre(dispositif, JeuneFactory(), 5)
    vivre(DispositifFactory(), jeune, 6)
    assert moments_du_jeune(jeune.pk, dispositif.pk, DEBUT, FIN) == []
    assert moments_du_jeune(jeune.pk, dispositif.pk, dt.date(2024, 4, 1), dt.date(2024, 4, 2)) == []
    assert [moment.titre for moment in moments_du_dispositif(dispositif.pk, DEBUT, FIN)] == ["Entretien 5"]


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_d_evenements() -> None:
    dispositif, jeune = DispositifFactory(), JeuneFactory()
    comptes = []
    for jours in ((4,), (5, 6, 7, 11, 12)):
        for jour in jours:
            vivre(dispositif, jeune, jour)
        with CaptureQueriesContext(connection) as requetes:
            moments_du_jeune(jeune.pk, dispositif.pk, DEBUT, FIN)
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1] == 4
