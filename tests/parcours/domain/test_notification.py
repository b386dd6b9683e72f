"""Validity of notifications, what is missing from one, which one carries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.notification import (
    EtatNotification,
    Notification,
    notification_qui_porte,
    verifier_notification,
)

ENTIERE = Notification(
    cle=1,
    dispositif=True,
    decision=date(2024, 5, 2),
    debut=date(2024, 6, 1),
    fin=date(2026, 5, 31),
    modalite_entree="AJ",
    accord_le=date(2024, 4, 10),
    document_remis_le=date(2024, 6, 3),
)


@pytest.mark.parametrize(
    ("le", "etat"),
    [
        (date(2024, 5, 31), EtatNotification.A_VENIR),
        (date(2024, 6, 1), EtatNotification.EN_VIGUEUR),
        (date(2026, 5, 31), EtatNotification.EN_VIGUEUR),
        (date(2026, 6, 1), EtatNotification.ECHUE),
    ],
)
def test_le_dernier_jour_vaut_encore(le: date, etat: EtatNotification) -> None:
    assert ENTIERE.etat(le) is etat
    assert replace(ENTIERE, retiree=True).etat(le) is EtatNotification.RETIREE


def test_sans_terme_elle_ne_finit_pas() -> None:
    assert replace(ENTIERE, fin=None).etat(date(2099, 1, 1)) is EtatNotification.EN_VIGUEUR


def test_ce_qui_manque_a_une_notification_de_dispositif() -> None:
    assert ENTIERE.manques() == []
    vide = replace(ENTIERE, modalite_entree="", accord_le=None, document_remis_le=None)
    assert len(vide.manques()) == 3
    assert replace(vide, dispositif=False).manques() == []
    assert replace(vide, retiree=True).manques() == []


def test_un_accord_donne_apres_la_decision_n_est_pas_un_accord_prealable() -> None:
    assert replace(ENTIERE, accord_le=ENTIERE.decision).manques() == []
    assert replace(ENTIERE, accord_le=date(2024, 5, 3)).manques() == ["l'accord recueilli avant l'orientation"]


NOTIFICATIONS = st.builds(
    Notification,
    cle=st.integers(1, 99),
    dispositif=st.booleans(),
    decision=st.dates(),
    debut=st.dates(),
    fin=st.one_of(st.none(), st.dates()),
    retiree=st.booleans(),
)


@given(st.lists(NOTIFICATIONS, max_size=6))
def test_celle_qui_porte_va_le_plus_loin(notifications: list[Notification]) -> None:
    valables = [n for n in notifications if not n.retiree]
    portee = notification_qui_porte(notifications)
    if portee is None:
        assert not valables
        return
    assert portee in valables
    assert all((n.fin or date.max) <= (portee.fin or date.max) for n in valables)


def test_les_dates_impossibles_et_les_demi_accords_sont_refuses() -> None:
    dates = {"debut": date(2025, 1, 1), "fin": None}
    verifier_notification(**dates, accord_le=None, accord_par="")
    for valeurs, champ in (
        ({"fin": date(2024, 12, 31), "accord_le": None, "accord_par": ""}, "fin"),
        ({"accord_le": date(2024, 12, 1), "accord_par": ""}, "accord_par"),
        ({"accord_le": None, "accord_par": "PARENTS"}, "accord_le"),
    ):
        with pytest.raises(ErreurParcours) as refus:
            verifier_notification(**{**dates, **valeurs})
        assert refus.value.champ == champ
