"""The table of transitions, walked in every state, by every act."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.attentes import (
    ATTENTES,
    BIENTOT,
    EN_RETARD,
    PLUS_TARD,
    echeance_de,
    reglages_du,
    urgence,
)
from maillage.reconnaissance.domain.erreurs import ActeImpossible
from maillage.reconnaissance.domain.etats import (
    LIBELLES,
    TRANSITIONS,
    ActeDossier,
    EtatDossier,
    Partie,
    actes_possibles,
    suivant,
)

pytestmark = pytest.mark.sans_base
A, E, D, I, X, P, R, V, M = EtatDossier  # noqa: E741
ATTENDU = {
    (A, "echanger"): E,
    (E, "deposer"): D,
    (X, "deposer"): D,
    (M, "deposer"): D,
    (D, "retirer"): E,
    (V, "modifier"): M,
    (D, "instruire"): I,
    (E, "axes"): X,
    (I, "axes"): X,
    (I, "pret"): P,
    (P, "arreter"): R,
    (R, "reconnaitre"): V,
}


def _resultat(etat: EtatDossier, acte: ActeDossier) -> EtatDossier | None:
    try:
        return suivant(etat, acte)
    except ActeImpossible as refus:
        assert LIBELLES[etat].lower() in refus.message
        return None


@pytest.mark.parametrize("etat", EtatDossier)
@pytest.mark.parametrize("acte", ActeDossier)
def test_chaque_acte_mene_de_chaque_etat_ou_la_table_le_dit(etat: EtatDossier, acte: ActeDossier) -> None:
    assert _resultat(etat, acte) == ATTENDU.get((etat, acte.value))
    for partie in Partie:
        permis = acte in actes_possibles(etat, partie)
        assert permis == ((etat, acte.value) in ATTENDU and TRANSITIONS[acte].partie is partie)


def test_chaque_transition_dit_d_ou_elle_vient() -> None:
    assert set(TRANSITIONS) == set(ActeDossier)
    assert all(transition.source for transition in TRANSITIONS.values())


def test_de_chaque_etat_quelqu_un_peut_avancer() -> None:
    assert all(any(actes_possibles(etat, partie) for partie in Partie) for etat in EtatDossier)


def test_l_attente_est_celle_de_qui_peut_agir() -> None:
    for etat, attente in ATTENTES.items():
        assert actes_possibles(etat, attente.partie), etat


def test_les_delais_se_lisent_dans_les_reglages_dates() -> None:
    reglages = referentiels.reglages(dt.date(2026, 6, 1))
    depart = dt.date(2026, 6, 1)
    assert echeance_de(EtatDossier.DEPOSE, depart, reglages) == dt.date(2026, 6, 16)
    assert echeance_de(EtatDossier.A_PREPARER, depart, reglages) is None
    assert echeance_de(EtatDossier.RECONNU, depart, reglages) is None
    assert reglages_du((reglages,), dt.date(2020, 1, 1)) is reglages
    groupes = [urgence(depart + dt.timedelta(days=n), depart, reglages) for n in (-1, 0, 40)]
    assert groupes == [EN_RETARD, BIENTOT, PLUS_TARD]
