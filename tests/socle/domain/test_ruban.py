"""The ribbon: placed inside its window whatever the facts, in words too, never two facts on one another."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.socle.domain.ruban import (
    FaitRuban,
    Fenetre,
    Voie,
    VueRuban,
    dessiner_ruban,
    dessiner_voie,
    fenetre_du_ruban,
)

LE = date(2026, 3, 16)
FENETRE = Fenetre(date(2025, 1, 1), date(2025, 12, 31), date(2025, 7, 2))


def fait(debut: date, fin: date | None = None, texte: str = "fait") -> FaitRuban:
    return FaitRuban(debut, fin, texte)


def nombre(longueur: str) -> float:
    return float(longueur.removesuffix("%"))


@st.composite
def faits(draw: st.DrawFn) -> FaitRuban:
    debut = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    duree = draw(st.none() | st.integers(0, 2000))
    return fait(debut, None if duree is None else debut + timedelta(days=duree))


@given(st.lists(faits(), max_size=12), st.sampled_from(VueRuban))
def test_tout_segment_tient_dans_la_fenetre_et_aucun_n_en_cache_un_autre(lus: list[FaitRuban], vue: VueRuban) -> None:
    fenetre = fenetre_du_ruban(lus, aujourd_hui=LE, vue=vue)
    assert fenetre.debut <= LE <= fenetre.fin
    dessinee = dessiner_voie(Voie("jour", "Jour", tuple(lus)), fenetre)
    assert len(dessinee.textes) == len(lus)
    for segment in dessinee.segments:
        assert nombre(segment.x) >= 0
        assert nombre(segment.x) + nombre(segment.largeur) <= 100.7
        assert segment.rang < dessinee.rangs
    par_rang: dict[int, list[FaitRuban]] = {}
    for segment in dessinee.segments:
        par_rang.setdefault(segment.rang, []).append(segment.fait)
    for ranges in par_rang.values():
        for avant, apres in itertools.pairwise(ranges):
            assert avant.fin is not None
            assert avant.fin < apres.debut


def test_un_fait_sans_fin_va_jusqu_au_bord_et_un_fait_a_venir_est_prevu() -> None:
    ouvert = fait(date(2025, 7, 1))
    prevu = fait(date(2025, 10, 1), date(2025, 10, 31))
    premier, second = dessiner_voie(Voie("jour", "Jour", (prevu, ouvert)), FENETRE).segments
    assert (premier.ouvert, premier.prevu, second.ouvert, second.prevu) == (True, False, False, True)
    assert nombre(premier.x) + nombre(premier.largeur) == pytest.approx(100, abs=0.02)


def test_ce_qui_est_hors_de_la_fenetre_se_lit_encore() -> None:
    ancien = fait(date(2019, 1, 1), date(2019, 12, 31), "accueil de nuit en 2019")
    ruban = dessiner_ruban([Voie("nuit", "Nuit", (ancien,))], FENETRE)
    assert ruban.voies[0].segments == ()
    assert ruban.en_mots == ("accueil de nuit en 2019",)


def test_les_reperes_suivent_la_longueur_de_la_fenetre() -> None:
    assert [mot for _, mot in FENETRE.reperes] == ["mars", "mai", "juil.", "sept.", "nov."]
    longue = Fenetre(date(2019, 3, 1), date(2025, 6, 1), LE)
    assert [mot for _, mot in longue.reperes] == ["2020", "2021", "2022", "2023", "2024", "2025"]


def test_une_voie_de_modalite_reste_meme_vide_pour_s_ouvrir() -> None:
    voies = [Voie("phase", "Phases", ()), Voie("jour", "Jour", (), modalite="AJ")]
    assert [dessinee.voie.genre for dessinee in dessiner_ruban(voies, FENETRE).voies] == ["jour"]


def test_la_vue_d_un_an_montre_six_mois_avant_et_apres() -> None:
    fenetre = fenetre_du_ruban([fait(date(2020, 1, 1))], aujourd_hui=LE, vue=VueRuban.AN)
    assert (fenetre.debut, fenetre.fin) == (date(2025, 9, 16), date(2026, 9, 16))
    trois = fenetre_du_ruban([fait(date(2020, 1, 1))], aujourd_hui=LE, vue=VueRuban.TROIS_ANS)
    assert trois.debut == date(2023, 3, 16)


def test_une_fin_lointaine_n_etire_pas_la_fenetre_au_dela_de_deux_ans() -> None:
    fenetre = fenetre_du_ruban([fait(date(2025, 1, 1), date(2040, 1, 1))], aujourd_hui=LE)
    assert fenetre.fin == date(2028, 3, 16)
