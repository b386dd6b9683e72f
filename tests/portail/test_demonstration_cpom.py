"""The CPOM of the demonstration: every state is shown, and the same seed writes the same rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps

from maillage.portail.demonstration.cpom import SANS_FICHE, semer_cpom
from maillage.portail.demonstration.reglages import Reglages
from tests.fabriques import DispositifFactory, OrganismeFactory

pytestmark = pytest.mark.django_db
REGLAGES = Reglages(aujourd_hui=dt.date(2026, 3, 16), graine=7, taille="petite")


def table(nom: str) -> Any:
    return apps.get_model("cpom", nom)._default_manager


@pytest.fixture
def _dispositifs(db: None) -> None:
    organisme = OrganismeFactory()
    for rang in range(SANS_FICHE + 1):
        DispositifFactory(code=f"d{rang}").organismes.add(organisme)


@pytest.mark.usefixtures("_dispositifs")
def test_chaque_etat_se_montre() -> None:
    assert semer_cpom(REGLAGES) > 100
    assert table("Cpom").get().annees == range(2024, 2029)
    assert table("FicheAction").values("dispositif").distinct().count() == SANS_FICHE
    assert set(table("ValeurSignee").values_list("annee", flat=True)) == {2024, 2025}
    signees = {(ligne.indicateur_id, ligne.annee) for ligne in table("ValeurSignee").all()}
    assert [b for b in table("BilanIndicateur").all() if (b.indicateur_id, b.annee) not in signees]
    assert table("FormuleDatee").filter(numero=2, depuis=2026).exists()
    assert table("ActionCpom").filter(faite_le=None, echeance__lt=REGLAGES.aujourd_hui).exists()
    assert {dialogue.tenu_le is None for dialogue in table("DialogueGestion").all()} == {True, False}


@pytest.mark.usefixtures("_dispositifs")
def test_la_meme_graine_ecrit_les_memes_lignes() -> None:
    def lire() -> list[tuple[object, ...]]:
        return list(table("ValeurSignee").order_by("pk").values_list("indicateur__identifiant", "annee", "valeur"))

    semer_cpom(REGLAGES)
    avant = lire()
    for nom in ("ValeurSignee", "FicheAction", "Cpom"):
        table(nom).all().delete()
    semer_cpom(REGLAGES)
    assert lire() == avant
