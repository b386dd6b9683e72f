"""Contacts after an exit: five, never after the three years of rule R26, stopped by a refusal."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.domain.suivi import (
    ContactPropose,
    EtatContact,
    contacts_proposes,
    etat_du_contact,
    fin_du_suivi,
)

MOIS = (3, 6, 12, 24, 36)
SORTIES = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def _proposes(sortie: date) -> list[ContactPropose]:
    return contacts_proposes(sortie, mois=MOIS, duree_mois=36, tolerance_jours=30)


def test_les_contacts_d_une_sortie() -> None:
    assert [(c.mois, c.le) for c in _proposes(date(2025, 3, 31))] == [
        (3, date(2025, 6, 30)),
        (6, date(2025, 9, 30)),
        (12, date(2026, 3, 31)),
        (24, date(2027, 3, 31)),
        (36, date(2028, 3, 31)),
    ]


def test_une_sortie_du_29_fevrier_finit_un_28() -> None:
    assert fin_du_suivi(date(2024, 2, 29), mois=36) == date(2027, 2, 28)


@given(SORTIES)
def test_tout_contact_tient_dans_la_fenetre_qui_compte(sortie: date) -> None:
    fin = fin_du_suivi(sortie, mois=36)
    contacts = _proposes(sortie)
    assert [c.mois for c in contacts] == list(MOIS)
    assert all(sortie < c.le <= c.dernier_jour <= fin for c in contacts)
    assert contacts[-1].dernier_jour == fin


@given(SORTIES, st.sets(st.sampled_from(MOIS)), st.integers(0, 1500))
def test_un_refus_arrete_ce_qui_n_est_pas_fait(sortie: date, realises: set[int], jours: int) -> None:
    le = sortie + timedelta(days=jours)
    for contact in _proposes(sortie):
        etat = etat_du_contact(contact, realises=realises, refuse=True, le=le)
        assert etat is (EtatContact.REALISE if contact.mois in realises else EtatContact.ARRETE)


def test_un_contact_passe_de_a_venir_a_faire_puis_non_fait() -> None:
    contact = _proposes(date(2025, 1, 15))[0]
    etats = [
        etat_du_contact(contact, realises=(), refuse=False, le=le)
        for le in (date(2025, 4, 14), date(2025, 4, 15), date(2025, 5, 15), date(2025, 5, 16))
    ]
    assert etats == [EtatContact.A_VENIR, EtatContact.A_FAIRE, EtatContact.A_FAIRE, EtatContact.MANQUE]
