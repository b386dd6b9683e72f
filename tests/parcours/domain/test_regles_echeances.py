"""Deadlines of a path: each family from its facts, on exact days, and for any birthday or exit."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.domain.age import age_le
from maillage.parcours.domain.notification import Notification
from maillage.parcours.domain.regles_echeances import (
    ACCORD,
    NOTIFICATION,
    ContratLu,
    Personne,
    SortieLue,
    anniversaire,
    echeances_d_age,
    echeances_d_ess,
    echeances_de_contrat,
    echeances_de_creton,
    echeances_de_notification,
    echeances_de_suivi,
)
from maillage.parcours.referentiels.entree import regles_echeances
from maillage.socle.domain.echeances import EtatEcheance

LE = date(2026, 3, 16)
REGLES = regles_echeances(LE)
QUI = Personne(7, "Sacha Fictif", date(2010, 4, 2), date(2023, 9, 1), lambda acte, objet=None: f"/{acte}/{objet or ''}")
NOTIFIEE = Notification(
    cle=3,
    dispositif=True,
    decision=date(2023, 6, 1),
    debut=date(2023, 7, 1),
    fin=date(2028, 6, 30),
    modalite_entree="AJ",
    accord_le=date(2023, 5, 2),
    document_remis_le=date(2023, 7, 2),
)
NAISSANCES = st.dates(date(1996, 1, 1), date(2026, 12, 31))


def test_sans_notification_il_faut_l_enregistrer() -> None:
    (ligne,) = echeances_de_notification(QUI, [], REGLES, le=LE)
    assert (ligne.nature, ligne.dernier_jour, ligne.jeune_id) == (NOTIFICATION, QUI.entree, 7)
    assert "Sacha Fictif" in ligne.acte
    assert ligne.url == "/notification/"


@pytest.mark.parametrize(("jours", "annoncee", "presse"), [(366, False, False), (365, True, False), (180, True, True)])
def test_le_renouvellement_s_annonce_un_an_avant_et_presse_six_mois_avant(
    jours: int, annoncee: bool, presse: bool
) -> None:
    fin = LE + timedelta(days=jours)
    lignes = echeances_de_notification(QUI, [replace(NOTIFIEE, fin=fin)], REGLES, le=LE)
    assert [ligne.dernier_jour for ligne in lignes] == ([fin] if annoncee else [])
    assert any("devrait déjà être partie" in ligne.precision for ligne in lignes) is presse


def test_un_renouvellement_recu_fait_taire_l_echeance() -> None:
    finie = replace(NOTIFIEE, fin=date(2026, 1, 31))
    (ligne,) = echeances_de_notification(QUI, [finie], REGLES, le=LE)
    assert ligne.etat(LE) is EtatEcheance.ECHUE
    suivante = replace(NOTIFIEE, cle=4, debut=date(2026, 2, 1), fin=date(2029, 1, 31))
    assert echeances_de_notification(QUI, [finie, suivante], REGLES, le=LE) == []


def test_ce_qui_manque_a_la_notification_est_une_echeance_chacun() -> None:
    vide = replace(NOTIFIEE, modalite_entree="", accord_le=None, document_remis_le=None)
    lignes = echeances_de_notification(QUI, [vide], REGLES, le=LE)
    assert [(ligne.nature, ligne.dernier_jour) for ligne in lignes] == [
        (NOTIFICATION, date(2023, 7, 1)),
        (ACCORD, date(2023, 6, 1)),
        (ACCORD, date(2023, 7, 31)),
    ]
    assert {ligne.url for ligne in lignes} == {"/modifier-notification/3"}


@given(NAISSANCES, st.integers(1, 30))
def test_un_anniversaire_est_le_premier_jour_de_l_age(naissance: date, ans: int) -> None:
    jour = anniversaire(naissance, ans=ans)
    assert age_le(naissance, jour) == ans
    assert age_le(naissance, jour - timedelta(days=1)) == ans - 1


def _ages(naissance: date, *, entree: date = QUI.entree, le: date = LE, faits: tuple[str, ...] = ()) -> list[date]:
    qui = replace(QUI, naissance=naissance, entree=entree)
    return [ligne.dernier_jour for ligne in echeances_d_age(qui, faits, REGLES, maintenu=False, le=le)]


def test_chaque_age_s_annonce_six_mois_avant() -> None:
    assert _ages(date(2010, 9, 17)) == []
    assert _ages(date(2010, 9, 16)) == [date(2026, 9, 16)]


def test_un_age_prepare_ou_atteint_avant_l_entree_ne_se_demande_pas() -> None:
    assert _ages(date(2010, 4, 2), faits=("AGE_16",)) == []
    assert _ages(date(2007, 4, 2), entree=date(2024, 9, 1)) == [date(2025, 4, 2), date(2026, 4, 2)]
    assert _ages(date(2007, 4, 2), entree=date(2025, 9, 1)) == [date(2026, 4, 2)]
    assert echeances_d_age(replace(QUI, naissance=None), (), REGLES, maintenu=False, le=LE) == []


@given(NAISSANCES, st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_un_age_ne_se_demande_jamais_avant_son_annonce_ni_avant_l_entree(naissance: date, le: date) -> None:
    entree = le - timedelta(days=700)
    for jour in _ages(naissance, entree=entree, le=le):
        assert entree <= jour <= le + relativedelta(months=6)


def test_un_maintien_decide_repond_aux_ages_des_vingt_ans() -> None:
    qui = replace(QUI, naissance=date(2006, 3, 1), entree=date(2020, 1, 1))
    sans = echeances_d_age(qui, ("AGE_16", "AGE_18"), REGLES, maintenu=False, le=LE)
    assert len(sans) == 3
    assert echeances_d_age(qui, ("AGE_16", "AGE_18"), REGLES, maintenu=True, le=LE) == []


def test_le_maintien_creton_se_prepare_six_mois_avant_sa_fin() -> None:
    communs = {"phase_depuis": None, "regles": REGLES, "le": LE}
    (ligne,) = echeances_de_creton(QUI, maintien=(9, date(2026, 9, 16)), **communs)
    assert (ligne.dernier_jour, ligne.url) == (date(2026, 9, 16), "/finir-maintien/9")
    assert echeances_de_creton(QUI, maintien=(9, date(2026, 9, 17)), **communs) == []
    assert echeances_de_creton(QUI, maintien=(9, None), **communs) == []
    assert echeances_de_creton(QUI, maintien=None, **communs) == []
    (sans,) = echeances_de_creton(QUI, maintien=None, phase_depuis=date(2026, 1, 5), regles=REGLES, le=LE)
    assert sans.dernier_jour == date(2026, 1, 5)


def test_le_contrat_avance_de_la_remise_a_la_mise_a_jour() -> None:
    lu = ContratLu(5, "contrat de séjour", None, avec_avenant=False, dernier=None)
    signe = replace(lu, signe_le=date(2023, 9, 20), dernier=date(2023, 9, 20))
    complet = replace(signe, avec_avenant=True, dernier=date(2025, 10, 1))
    lignes = [echeances_de_contrat(QUI, c, REGLES, attendu="DIPC")[0] for c in (None, lu, signe, complet)]
    assert [ligne.dernier_jour for ligne in lignes] == [
        date(2023, 9, 16),
        date(2023, 10, 1),
        date(2024, 3, 20),
        date(2026, 10, 1),
    ]
    assert [ligne.url for ligne in lignes] == [
        "/contrat/",
        "/signer-contrat/5",
        "/reviser-contrat/5",
        "/reviser-contrat/5",
    ]
    assert "DIPC" in lignes[0].acte


def test_l_ess_se_reunit_au_moins_une_fois_par_an() -> None:
    assert echeances_d_ess(QUI, scolarise_depuis=None, derniere=None, regles=REGLES) == []
    (jamais,) = echeances_d_ess(QUI, scolarise_depuis=date(2020, 9, 1), derniere=None, regles=REGLES)
    assert jamais.dernier_jour == date(2024, 9, 1)
    (tenue,) = echeances_d_ess(QUI, scolarise_depuis=date(2020, 9, 1), derniere=date(2025, 5, 20), regles=REGLES)
    assert tenue.dernier_jour == date(2026, 5, 20)


SORTIE = SortieLue(4, date(2025, 1, 31), "OUI", frozenset(), phase_de_suivi=11)


def _suivi(sortie: SortieLue, le: date = LE) -> list[tuple[str, date]]:
    return [(ligne.url, ligne.dernier_jour) for ligne in echeances_de_suivi(QUI, sortie, REGLES, le=le)]


def test_le_suivi_montre_le_contact_du_moment_le_suivant_et_la_fin() -> None:
    assert _suivi(SORTIE) == [
        ("/contact/4?mois=12", date(2026, 3, 2)),
        ("/contact/4?mois=24", date(2027, 3, 2)),
        ("/clore-phase/11", date(2028, 1, 31)),
    ]
    assert _suivi(replace(SORTIE, realises=frozenset({12})))[0] == ("/contact/4?mois=24", date(2027, 3, 2))


def test_un_suivi_pas_encore_propose_se_demande() -> None:
    assert _suivi(replace(SORTIE, suivi="", phase_de_suivi=None)) == [("/accord-suivi/4", date(2025, 3, 2))]
    assert _suivi(replace(SORTIE, suivi="", phase_de_suivi=None), le=date(2028, 2, 1)) == []


def test_un_refus_ne_laisse_que_la_phase_a_terminer() -> None:
    assert _suivi(replace(SORTIE, suivi="NON")) == [("/clore-phase/11", date(2025, 3, 2))]
    assert _suivi(replace(SORTIE, suivi="NON", phase_de_suivi=None)) == []


@given(
    st.dates(date(2010, 1, 1), date(2050, 12, 31)), st.integers(0, 2000), st.sets(st.sampled_from((3, 6, 12, 24, 36)))
)
def test_aucun_contact_n_est_du_apres_les_trois_ans(sortie: date, jours: int, realises: set[int]) -> None:
    lue = SortieLue(4, sortie, "OUI", frozenset(realises), phase_de_suivi=None)
    fin = sortie + relativedelta(years=3)
    lignes = echeances_de_suivi(QUI, lue, REGLES, le=sortie + timedelta(days=jours))
    assert len(lignes) <= 2
    assert all(sortie < ligne.dernier_jour <= fin for ligne in lignes)


def test_les_regles_ont_chacune_leur_source() -> None:
    table = tomllib.loads((files("maillage.parcours.referentiels") / "echeances.toml").read_text("utf-8"))
    for ligne in table["regles"]:
        assert set(ligne) - {"valable_du", "sources"} == set(ligne["sources"])
    assert all(age["source"] for age in table["age"])
