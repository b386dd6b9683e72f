"""The facts given to the count: columns of the contract, local time, constant number of queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.agenda import selectors
from tests.fabriques import (
    AbsenceFactory,
    DispositifFactory,
    EtablissementFactory,
    EvenementFactory,
    JeuneFactory,
    ProfessionnelFactory,
)

pytestmark = pytest.mark.django_db
DEBUT, FIN = dt.date(2024, 1, 1), dt.date(2024, 3, 31)


def test_les_evenements_sortent_dans_les_colonnes_du_contrat() -> None:
    dispositif = DispositifFactory(code="ditep-a")
    EvenementFactory(
        dispositif=dispositif,
        identifiant="E1",
        etablissement=EtablissementFactory(finess="990000001"),
        confirme_le=dt.datetime(2024, 3, 4, 23, 30, tzinfo=dt.UTC),
    )
    assert selectors.evenements_pour_le_compte(dispositif.pk, DEBUT, FIN) == [
        (
            "E1",
            "ditep-a",
            "990000001",
            None,
            None,
            dt.datetime(2024, 3, 4, 9),
            dt.datetime(2024, 3, 4, 12),
            "DIRECT_JEUNE",
            "AJ",
            None,
            "REALISE",
            dt.date(2024, 3, 5),
        )
    ]
    assert len(selectors.COLONNES_EVENEMENT) == 12


def test_la_date_d_un_evenement_est_celle_de_son_debut_a_paris() -> None:
    dispositif = DispositifFactory()
    for numero, debut in enumerate((dt.datetime(2024, 3, 31, 21, 30), dt.datetime(2024, 3, 31, 22, 30))):
        instant = debut.replace(tzinfo=dt.UTC)
        EvenementFactory(
            dispositif=dispositif, identifiant=f"E{numero}", debut=instant, fin=instant + dt.timedelta(hours=1)
        )
    assert [ligne[0] for ligne in selectors.evenements_pour_le_compte(dispositif.pk, DEBUT, FIN)] == ["E0"]


def test_les_participations_suivent_leurs_evenements() -> None:
    dispositif = DispositifFactory()
    jeune, pro = JeuneFactory(identifiant="J1"), ProfessionnelFactory(identifiant="P1", metier="PSYCHOLOGUE")
    EvenementFactory(dispositif=dispositif, identifiant="E1", jeunes=[jeune], pros=[pro])
    EvenementFactory(identifiant="AILLEURS", jeunes=[jeune], pros=[pro])
    jeunes = selectors.participations_jeunes_pour_le_compte(dispositif.pk, DEBUT, FIN)
    pros = selectors.participations_pros_pour_le_compte(dispositif.pk, DEBUT, FIN)
    assert jeunes == [("E1", "J1", None, None)]
    assert pros == [("E1", "P1", "PSYCHOLOGUE")]


def test_une_absence_de_partout_compte_si_le_jeune_est_inscrit_ici() -> None:
    dispositif = DispositifFactory(code="ditep-a")
    ici, ailleurs = JeuneFactory(identifiant="ICI"), JeuneFactory(identifiant="AILLEURS")
    EvenementFactory(dispositif=dispositif, jeunes=[ici])
    AbsenceFactory(jeune=ici, dispositif=None, fin=None)
    AbsenceFactory(jeune=ici, dispositif=dispositif)
    AbsenceFactory(jeune=ailleurs, dispositif=None)
    lignes = selectors.absences_pour_le_compte(dispositif.pk, DEBUT, FIN)
    assert [ligne[:2] for ligne in lignes] == [("ICI", None), ("ICI", "ditep-a")]
    assert lignes[0][2:4] == (dt.datetime(2024, 3, 4, 8), None)


def test_une_absence_hors_periode_n_est_pas_lue() -> None:
    dispositif = DispositifFactory()
    AbsenceFactory(dispositif=dispositif)
    assert selectors.absences_pour_le_compte(dispositif.pk, dt.date(2024, 3, 5), FIN) == []


@pytest.mark.parametrize("nombre", [1, 6])
def test_quatre_requetes_quel_que_soit_le_nombre_d_evenements(nombre: int) -> None:
    dispositif = DispositifFactory()
    for _ in range(nombre):
        EvenementFactory(dispositif=dispositif, jeunes=[JeuneFactory()], pros=[ProfessionnelFactory()])
    with CaptureQueriesContext(
        connection,
    ) as requetes:
        for lire in (
            selectors.evenements_pour_le_compte,
            selectors.participations_jeunes_pour_le_compte,
            selectors.participations_pros_pour_le_compte,
            selectors.absences_pour_le_compte,
        ):
            lire(dispositif.pk, DEBUT, FIN)
    assert len(requetes) == 4
