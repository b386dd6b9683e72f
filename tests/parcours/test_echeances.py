"""Deadlines of the path: who sees which, in how many queries, and each with an address that answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.comptes.acteur import ANONYME, ActeurUtilisateur, HabilitationActive
from maillage.parcours import services
from maillage.parcours.domain.regles_echeances import AGE, CONTRAT, CRETON, ESS, NOTIFICATION, SUIVI
from maillage.parcours.models import Jeune
from maillage.parcours.selectors.echeances import BEAUCOUP, echeances
from maillage.socle.acteur import ActeurSysteme
from maillage.structures.models import Dispositif
from tests.fabriques import (
    DispositifFactory,
    JeuneFactory,
    MembreEquipeFactory,
    PeriodeFactory,
    PhaseFactory,
    ScolariteFactory,
)
from tests.parcours.conftest import AUJOURD_HUI

pytestmark = pytest.mark.django_db


@pytest.fixture
def jeune(dispositif: Dispositif) -> Jeune:
    phase = PhaseFactory(dispositif=dispositif, jeune=JeuneFactory(nom="Fictifort", naissance=date(2010, 4, 2)))
    ScolariteFactory(jeune=phase.jeune)
    return phase.jeune


def _natures(systeme: Any, dispositif: Dispositif, **autres: Any) -> list[str]:
    return sorted({ligne.nature for ligne in echeances(systeme, dispositif, le=AUJOURD_HUI, **autres)})


def _remplir(systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif) -> None:
    """Everything recorded and far from its end, but the age of sixteen."""
    ici: dict[str, Any] = {"jeune": jeune, "dispositif_id": dispositif.pk}
    services.enregistrer_notification(
        systeme,
        **ici,
        type="DISPOSITIF",
        decision=date(2025, 1, 6),
        debut=date(2025, 1, 6),
        fin=date(2029, 1, 5),
        modalite_entree="AJ",
        accord_le=date(2025, 1, 2),
        accord_par="PARENTS",
        document_remis_le=date(2025, 1, 8),
    )
    contrat = services.remettre_contrat(
        systeme, **ici, type="SEJOUR", remis_le=date(2023, 9, 8), signe_le=date(2023, 9, 20)
    )
    services.reviser_contrat(systeme, contrat=contrat, nature="AVENANT", le=date(2026, 1, 12))
    services.noter_ess(systeme, **ici, le=date(2026, 1, 20))


def test_un_dossier_vide_dit_tout_ce_qui_manque(systeme: ActeurSysteme, dispositif: Dispositif, jeune: Jeune) -> None:
    lignes = echeances(systeme, dispositif, le=AUJOURD_HUI)
    assert [ligne.nature for ligne in lignes] == [NOTIFICATION, CONTRAT, ESS, AGE]
    assert all(ligne.jeune_id == jeune.pk and "Fictifort" in ligne.acte for ligne in lignes)
    assert [ligne.dernier_jour for ligne in lignes] == sorted(ligne.dernier_jour for ligne in lignes)


def test_un_dossier_tenu_ne_garde_que_le_lointain(systeme: ActeurSysteme, dispositif: Dispositif, jeune: Jeune) -> None:
    _remplir(systeme, jeune, dispositif)
    services.noter_jalon(systeme, jeune=jeune, dispositif_id=dispositif.pk, code="AGE_16", fait_le=timezone.localdate())
    etats = {(ligne.nature, ligne.etat(AUJOURD_HUI).name) for ligne in echeances(systeme, dispositif, le=AUJOURD_HUI)}
    assert etats == {(CONTRAT, "LOINTAINE"), (ESS, "LOINTAINE")}


def test_le_document_attendu_suit_les_modalites(systeme: ActeurSysteme, dispositif: Dispositif, jeune: Jeune) -> None:
    def attendu() -> str:
        return next(ligne.acte for ligne in echeances(systeme, dispositif, le=AUJOURD_HUI) if ligne.nature == CONTRAT)

    PeriodeFactory(jeune=jeune, dispositif=dispositif, modalite="PMO")
    assert attendu().startswith("Remettre le DIPC")
    PeriodeFactory(jeune=jeune, dispositif=dispositif, modalite="AN")
    assert attendu().startswith("Remettre le contrat de séjour")


def test_un_renouvellement_ne_fait_pas_une_nouvelle_entree(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    jeune = JeuneFactory()
    PhaseFactory(jeune=jeune, dispositif=dispositif, debut=date(2023, 9, 1), fin=date(2025, 12, 31))
    PhaseFactory(jeune=jeune, dispositif=dispositif, debut=date(2026, 1, 1))
    ligne = next(ligne for ligne in echeances(systeme, dispositif, le=AUJOURD_HUI) if ligne.nature == NOTIFICATION)
    assert ligne.dernier_jour == date(2023, 9, 1)


def test_une_phase_creton_sans_decision_se_dit(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    PhaseFactory(dispositif=dispositif, creton=True, jeune=JeuneFactory(naissance=None))
    assert CRETON in _natures(systeme, dispositif)


def test_apres_la_sortie_seul_le_suivi_reste(systeme: ActeurSysteme, dispositif: Dispositif, jeune: Jeune) -> None:
    services.sortir(systeme, phase=jeune.phases.get(), fin=date(2025, 9, 30), suivi="OUI")
    assert _natures(systeme, dispositif) == [SUIVI]
    services.noter_accord_suivi(systeme, phase=jeune.phases.get(type="ACCOMPAGNEMENT"), suivi="NON", le=AUJOURD_HUI)
    (ligne,) = echeances(systeme, dispositif, le=AUJOURD_HUI)
    assert ligne.acte.startswith("Terminer le suivi")


def test_une_pre_admission_n_a_pas_d_echeance(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    PhaseFactory(dispositif=dispositif, type="PRE_ADMISSION")
    assert echeances(systeme, dispositif, le=AUJOURD_HUI) == []


def test_chacun_ne_voit_que_les_dossiers_qui_lui_sont_ouverts(
    systeme: ActeurSysteme, dispositif: Dispositif, jeune: Jeune
) -> None:
    membre = MembreEquipeFactory(dispositif=dispositif, jeune=jeune, fonction="MEDECINE")
    autre = PhaseFactory(dispositif=dispositif).jeune
    actives = (HabilitationActive("PROFESSIONNEL", frozenset({dispositif.pk})),)
    medecin = ActeurUtilisateur(7, "essai", membre.professionnel_id, actives)
    assert {ligne.jeune_id for ligne in echeances(medecin, dispositif, le=AUJOURD_HUI)} == {jeune.pk}
    assert echeances(medecin, dispositif, le=AUJOURD_HUI, jeune_id=autre.pk) == []
    assert echeances(ANONYME, dispositif, le=AUJOURD_HUI) == []
    nuit = MembreEquipeFactory(dispositif=dispositif, jeune=jeune, fonction="NUIT")
    veilleur = ActeurUtilisateur(8, "essai", nuit.professionnel_id, actives)
    assert ESS not in _natures(veilleur, dispositif)
    assert echeances(systeme, DispositifFactory(), le=AUJOURD_HUI) == []


def test_ce_que_personne_n_a_jamais_saisi_se_dit_une_fois(
    systeme: ActeurSysteme, dispositif: Dispositif, jeune: Jeune
) -> None:
    for _ in range(BEAUCOUP):
        PhaseFactory(dispositif=dispositif, jeune=JeuneFactory(naissance=None))
    lignes = echeances(systeme, dispositif, le=AUJOURD_HUI)
    assert sorted(ligne.nature for ligne in lignes if ligne.jeune_id is None) == [CONTRAT, NOTIFICATION, ESS]
    assert {ligne.jeune_id for ligne in lignes} == {None, jeune.pk}
    assert len(echeances(systeme, dispositif, le=AUJOURD_HUI, jeune_id=jeune.pk)) == 4
    _remplir(systeme, jeune, dispositif)
    assert all(ligne.jeune_id for ligne in echeances(systeme, dispositif, le=AUJOURD_HUI))


def test_autant_de_requetes_avec_un_jeune_et_avec_six(
    systeme: ActeurSysteme,
    dispositif: Dispositif,
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    with django_assert_max_num_queries(1):
        echeances(systeme, dispositif, le=AUJOURD_HUI)
    for nombre in (1, 6):
        for rang in range(nombre):
            phase = PhaseFactory(dispositif=dispositif)
            ScolariteFactory(jeune=phase.jeune)
            PeriodeFactory(jeune=phase.jeune, dispositif=dispositif)
            _remplir(systeme, phase.jeune, dispositif)
            if rang % 2:
                services.sortir(systeme, phase=phase, fin=date(2025, 9, 30), suivi="OUI")
        with django_assert_max_num_queries(11):
            assert echeances(systeme, dispositif, le=AUJOURD_HUI)


def test_chaque_ligne_mene_a_une_page_qui_s_ouvre(
    systeme: ActeurSysteme, coordination: Client, dispositif: Dispositif, jeune: Jeune
) -> None:
    services.enregistrer_notification(
        systeme,
        jeune=jeune,
        dispositif_id=dispositif.pk,
        type="DISPOSITIF",
        decision=date(2024, 1, 1),
        debut=date(2024, 1, 1),
        fin=date(2026, 2, 1),
    )
    sorti, creton = (
        PhaseFactory(dispositif=dispositif, jeune=JeuneFactory(naissance=date(2005, 9, 1))) for _ in range(2)
    )
    services.sortir(systeme, phase=sorti, fin=date(2025, 9, 30), suivi="OUI")
    services.declarer_maintien(
        systeme,
        jeune=creton.jeune,
        dispositif_id=dispositif.pk,
        decision=date(2025, 8, 1),
        debut=date(2025, 9, 1),
        fin=date(2026, 5, 1),
        orientation="MAS",
    )
    lignes = echeances(systeme, dispositif, le=AUJOURD_HUI)
    assert {ligne.nature for ligne in lignes} >= {NOTIFICATION, CONTRAT, ESS, AGE, CRETON, SUIVI}
    for ligne in lignes:
        assert coordination.get(ligne.url).status_code == 200, ligne
