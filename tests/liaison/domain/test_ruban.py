"""A change drawn on the ribbon, from the address to what a sheet proposes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.liaison.domain.changement import Accompagnement
from maillage.liaison.domain.ruban import ChangementDemande, PeriodeDemandee, changement_demande, lire_changements

pytestmark = pytest.mark.sans_base
MODALITES, LIEUX = ("AJ", "AN", "PMO"), ("INTRA", "DELOCALISE")
RENTREE, AVRIL, JUILLET = date(2025, 9, 1), date(2026, 4, 1), date(2026, 7, 3)
JOUR = PeriodeDemandee("AJ", "INTRA", RENTREE)


def lire(*textes: str) -> tuple[PeriodeDemandee, ...]:
    return lire_changements(textes, modalites=MODALITES, lieux=LIEUX)


def test_la_grammaire_du_ruban_se_relit() -> None:
    assert lire("AJ:INTRA:2025-09-01:2026-03-31", "PMO:DELOCALISE:2026-04-01:") == (
        PeriodeDemandee("AJ", "INTRA", RENTREE, date(2026, 3, 31)),
        PeriodeDemandee("PMO", "DELOCALISE", AVRIL),
    )


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "AJ",
        "AJ:INTRA:2025-09-01",
        "AJ:INTRA:hier:",
        "AJ:INTRA:2025-02-30:",
        "AJ:INTRA:1400-01-01:",
        "AJ:INTRA:2026-01-02:2026-01-01",
        "XX:INTRA:2025-09-01:",
        "AJ:LUNE:2025-09-01:",
        "AJ:INTRA:2025-09-01::",
    ],
)
def test_ce_qui_ne_se_comprend_pas_est_laisse(texte: str) -> None:
    assert lire(texte) == ()


def test_du_jour_a_la_pmo_plus_une_nuit() -> None:
    voulues = lire("AJ:INTRA:2025-09-01:2026-03-31", "PMO:INTRA:2026-04-01:", "AN:INTRA:2026-04-01:")
    assert changement_demande([JOUR], voulues) == ChangementDemande(
        AVRIL, (Accompagnement("AN"), Accompagnement("PMO")), None, (AVRIL,)
    )


def test_une_modalite_ajoutee_garde_les_autres_et_dit_sa_fin() -> None:
    demande = changement_demande([JOUR], lire("AN:INTRA:2026-04-01:2026-07-03"))
    assert demande == ChangementDemande(AVRIL, (Accompagnement("AJ"), Accompagnement("AN")), JUILLET, (AVRIL,))


def test_une_fin_repoussee_prend_effet_le_lendemain_de_l_ancienne() -> None:
    en_place = [PeriodeDemandee("AJ", "INTRA", RENTREE, date(2026, 3, 31))]
    demande = changement_demande(en_place, lire("AJ:INTRA:2025-09-01:"))
    assert demande is not None
    assert (demande.effet, demande.accompagnements) == (AVRIL, (Accompagnement("AJ"),))


def test_deux_dates_sont_dites_et_la_premiere_est_proposee() -> None:
    demande = changement_demande([JOUR], lire("PMO:INTRA:2026-04-01:", "AN:INTRA:2026-04-15:"))
    assert demande is not None
    assert (demande.effet, demande.dates) == (AVRIL, (AVRIL, date(2026, 4, 15)))
    assert {un.modalite for un in demande.accompagnements} == {"AJ", "PMO", "AN"}


def test_un_autre_lieu_est_un_changement() -> None:
    demande = changement_demande([JOUR], lire("AJ:DELOCALISE:2026-04-01:"))
    assert demande is not None
    assert demande.accompagnements == (Accompagnement("AJ", "DELOCALISE"),)


def test_redire_ce_qui_est_ne_change_rien() -> None:
    assert changement_demande([JOUR], (JOUR,)) is None
    assert changement_demande([JOUR], ()) is None


@st.composite
def periodes(draw: st.DrawFn) -> PeriodeDemandee:
    debut = RENTREE + timedelta(days=draw(st.integers(0, 400)))
    duree = draw(st.one_of(st.none(), st.integers(0, 200)))
    fin = None if duree is None else debut + timedelta(days=duree)
    return PeriodeDemandee(draw(st.sampled_from(MODALITES)), draw(st.sampled_from(LIEUX)), debut, fin)


@given(st.lists(periodes(), max_size=3), st.lists(periodes(), max_size=3))
def test_tout_voeu_donne_une_date_parmi_les_siennes_et_une_modalite_une_fois(
    en_place: list[PeriodeDemandee], voulues: list[PeriodeDemandee]
) -> None:
    uniques = {une.modalite: une for une in voulues}
    demande = changement_demande(list({une.modalite: une for une in en_place}.values()), list(uniques.values()))
    if demande is None:
        return
    assert demande.effet == min(demande.dates)
    codes = [un.modalite for un in demande.accompagnements]
    assert codes == sorted(set(codes))
