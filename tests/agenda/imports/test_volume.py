"""Large files: a fixed number of queries, and ten thousand rows in one go."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.agenda.imports.services import annuler_lot, appliquer_lot
from maillage.agenda.models import Evenement, ParticipationJeune
from tests.agenda.imports.outils import SYSTEME, Monde, comptes, creer_monde, csv_de, deposer

pytestmark = pytest.mark.django_db
LUNDI = dt.date(2024, 1, 1)


def lignes(nombre: int, *, fin: str = "10:00") -> list[str]:
    """Distinct occurrences: two young people, a professional, an absence now and then."""
    return [
        f"R{n};{LUNDI + dt.timedelta(days=n % 700):%d/%m/%Y};{8 + n // 7000}:00;{fin};J1;J2;P1".replace(
            ";J1;J2", ';"J1;J2"'
        )
        + f";DIRECT_JEUNE;AJ;REALISE;;{'MALADIE' if n % 5 == 0 else ''}"
        for n in range(nombre)
    ]


def requetes(monde: Monde, contenu: bytes, *, source: str) -> tuple[int, int]:
    """Number of queries of (preview and application, undoing)."""
    with CaptureQueriesContext(connection) as aller:
        lot = deposer(monde, contenu, source=source)
        appliquer_lot(SYSTEME, lot)
    with CaptureQueriesContext(connection) as retour:
        annuler_lot(SYSTEME, lot)
    return len(aller), len(retour)


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_lignes() -> None:
    monde = creer_monde()
    requetes(monde, csv_de(*lignes(1)), source="premier")
    petit = requetes(monde, csv_de(*lignes(10)), source="petit")
    grand = requetes(monde, csv_de(*lignes(200)), source="grand")
    assert grand == petit
    assert not Evenement.objects.exists()


def test_la_mise_a_jour_aussi_est_en_nombre_constant_de_requetes() -> None:
    monde = creer_monde()
    mesures = []
    for source, nombre in (("petit", 10), ("grand", 200)):
        appliquer_lot(SYSTEME, deposer(monde, csv_de(*lignes(nombre)), source=source))
        mesures.append(requetes(monde, csv_de(*lignes(nombre, fin="11:00")), source=source))
    assert mesures[0] == mesures[1]


def test_dix_mille_lignes_entrent_et_ressortent() -> None:
    monde = creer_monde()
    lot = deposer(monde, csv_de(*lignes(10_000)))
    appliquer_lot(SYSTEME, lot)
    assert comptes(lot) == (10_000, 0, 0, 0, 0)
    assert ParticipationJeune.objects.count() == 20_000
    annuler_lot(SYSTEME, lot)
    assert not Evenement.objects.exists()
