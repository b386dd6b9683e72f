"""Masks and their reasons (R42, R43, R44)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from maillage.pilotage.domain.connaissances import planchers_des_rangs
from maillage.pilotage.domain.secret import Masque, Secret
from maillage.pilotage.domain.tableau import Cle, Tableau
from maillage.pilotage.restitution import masquer
from tests.pilotage.fabrique import cle, tableau

pytestmark = pytest.mark.sans_base


def _partager(total: int, nombre: int = 3) -> list[dict[str, float]]:
    return [{"fa_stricte": total // nombre + (rang < total % nombre)} for rang in range(nombre)]


def _masques(table: Tableau, seuil: int = 5, precedents: frozenset[Cle] = frozenset()) -> dict[Cle, Masque]:
    return masquer(table, Secret(seuil, precedents))


@pytest.mark.parametrize(
    ("valeurs", "masque"),
    [
        ((90, 5, 5), Masque.DOMINANCE),
        ((85, 10, 5), None),
        ((9, 9), Masque.EFFECTIF),
        ((0, 0), Masque.EFFECTIF),
        ((2, 2), Masque.PRIMAIRE),
        ((0, 0, 0), None),
        ((2, 2, 1), None),
    ],
)
def test_le_premier_motif_qui_s_applique_est_retenu(valeurs: tuple[int, ...], masque: Masque | None) -> None:
    table = tableau({("A", "DITEP"): [{"fa_stricte": valeur} for valeur in valeurs]})
    assert _masques(table).get(cle("fa_stricte", "A", "DITEP")) == masque


def test_l_activite_n_a_pas_de_seuil_mais_une_dominance() -> None:
    table = tableau({("A", "DITEP"): [{"seances": 1, "actes": 9}, {"seances": 1}, {"seances": 1}]})
    masques = _masques(table)
    assert cle("seances", "A", "DITEP") not in masques
    assert masques[cle("actes", "A", "DITEP")] == Masque.DOMINANCE


def test_la_passe_masque_la_plus_petite_autre_cellule() -> None:
    table = tableau({("A", "DITEP"): _partager(12), ("A", "DIME"): _partager(3), ("A", "DAME"): _partager(7)})
    masques = _masques(table)
    assert masques[cle("fa_stricte", "A", "DIME")] == Masque.PRIMAIRE
    assert masques[cle("fa_stricte", "A", "DAME")] == Masque.SECONDAIRE
    assert masques[cle("fa_stricte", "TOTAL", "DAME")] == Masque.SECONDAIRE
    visibles = [("A", "DITEP"), ("A", "TOTAL"), ("TOTAL", "TOTAL")]
    assert not any(cle("fa_stricte", *croisement) in masques for croisement in visibles)


def test_une_cellule_sans_retour_n_en_cache_pas_une_autre() -> None:
    table = tableau({("A", "DITEP"): _partager(3), ("A", "DIME"): [None], ("A", "DAME"): _partager(40)})
    masques = _masques(table)
    assert masques[cle("fa_stricte", "A", "DIME")] == Masque.EFFECTIF
    assert masques[cle("fa_stricte", "A", "DAME")] == Masque.SECONDAIRE
    assert cle("fa_stricte", "A", "TOTAL") not in masques


@pytest.mark.parametrize(("dame", "masquee"), [(1, True), (2, False)])
def test_deux_cellules_cachees_doivent_laisser_un_doute_du_seuil(dame: int, masquee: bool) -> None:
    table = tableau({("A", "DIME"): _partager(3), ("A", "DAME"): _partager(dame), ("A", "DITEP"): _partager(40)})
    assert (cle("fa_stricte", "A", "DITEP") in _masques(table)) is masquee


def test_un_masque_precedent_demeure_meme_sur_un_taux() -> None:
    table = tableau({("A", "DITEP"): [{"fa_stricte": 20, "taux_multi_modalite_den": 20}] * 3})
    anciens = frozenset({cle("fa_stricte", "A", "DITEP"), cle("occupation_aj", "A", "DITEP")})
    masques = _masques(table, precedents=anciens)
    assert masques[cle("fa_stricte", "A", "DITEP")] == Masque.PRECEDENT
    assert masques[cle("occupation_aj", "A", "DITEP")] == Masque.PRECEDENT
    assert masques[cle("fa_stricte_moyenne", "A", "DITEP")] == Masque.SECONDAIRE
    assert masques[cle("taux_multi_modalite", "A", "DITEP")] == Masque.SECONDAIRE


def test_la_moyenne_et_les_quartiles_ont_leurs_effectifs() -> None:
    table = tableau({("C", "DITEP"): [{"fa_stricte": valeur} for valeur in (10, 20, 30, 41)]})
    masques = _masques(table)
    assert cle("fa_stricte_moyenne", "C", "DITEP") not in masques
    assert masques[cle("fa_stricte_mediane", "C", "DITEP")] == Masque.EFFECTIF


def test_une_moyenne_de_personnes_sous_le_seuil_est_primaire() -> None:
    table = tableau({("C", "DITEP"): [{"fa_stricte": 4, "unites_total": 4}] * 3})
    masques = _masques(table)
    assert masques[cle("fa_stricte_moyenne", "C", "DITEP")] == Masque.PRIMAIRE
    assert cle("unites_total_moyenne", "C", "DITEP") not in masques


@pytest.mark.parametrize(
    ("numerateur", "denominateur", "masque"),
    [(6, 30, None), (4, 30, Masque.PRIMAIRE), (0, 30, None), (0, 4, Masque.EFFECTIF), (0, 0, Masque.EFFECTIF)],
)
def test_un_taux_de_personnes(numerateur: int, denominateur: int, masque: Masque | None) -> None:
    valeurs = {"taux_ordinaire_num": numerateur, "taux_ordinaire_den": denominateur, "presents_fin": denominateur}
    table = tableau({("A", "DITEP"): [valeurs, {}, {}]})
    assert _masques(table).get(cle("taux_ordinaire", "A", "DITEP")) == masque


def test_une_occupation_suit_le_masque_de_ses_journees() -> None:
    valeurs = {"journees": 90.5, "occupation_aj_num": 90.5, "occupation_aj_den": 100}
    masques = _masques(tableau({("A", "DITEP"): [valeurs, {}, {}]}))
    assert masques[cle("journees", "A", "DITEP")] == Masque.DOMINANCE
    assert masques[cle("occupation_aj", "A", "DITEP")] == Masque.SECONDAIRE


def test_un_taux_qui_borne_une_cellule_cachee_est_masque() -> None:
    """6 present hide 3 others up to 9, but a schooling rate of 5/6 says that they are at least 6."""
    petit = [{"presents_fin": 1}] * 3
    grand = [{"presents_fin": 2, "taux_ordinaire_num": numerateur, "taux_ordinaire_den": 2} for numerateur in (2, 2, 1)]
    masques = _masques(tableau({("A", "DITEP"): petit, ("A", "DIME"): grand}))
    assert masques[cle("presents_fin", "A", "DIME")] == Masque.SECONDAIRE
    assert masques[cle("taux_ordinaire", "A", "DIME")] == Masque.SECONDAIRE


def test_des_quartiles_qui_bornent_une_cellule_cachee_sont_masques() -> None:
    """Five dispositifs of one unit each: the quartiles of the whole leave at most 2 to the one that is hidden."""
    table = tableau({("A", "DITEP"): [{"unites_total": 1}], ("B", "DITEP"): [{"unites_total": 1}] * 4})
    masques = _masques(table)
    assert masques[cle("unites_total_mediane", "TOTAL", "DITEP")] == Masque.SECONDAIRE
    assert cle("unites_total_moyenne", "TOTAL", "DITEP") not in masques
    assert cle("unites_total", "TOTAL", "DITEP") not in masques


def test_une_file_active_elargie_ne_descend_pas_sous_la_stricte() -> None:
    """6 shown as stricte leave only 0 to 3 to the other cell of an elargie pair that adds up to 9."""
    cellules = {
        ("A", "DITEP"): [{"fa_elargie": 1}] * 3,
        ("A", "DIME"): [{"fa_elargie": 2, "fa_stricte": 2}] * 3,
        ("A", "DAME"): [{"fa_elargie": 20}] * 3,
    }
    masques = _masques(tableau(cellules))
    assert cle("fa_stricte", "A", "DIME") in masques or cle("fa_elargie", "A", "DAME") in masques


def test_le_rang_d_un_quartile_donne_un_plancher_aux_rangs_suivants() -> None:
    assert planchers_des_rangs(6, {Fraction(1, 4): Fraction(17, 2), Fraction(3, 4): Fraction(12)}) == [
        0,
        0,
        9,
        9,
        12,
        12,
    ]


def test_la_protection_est_la_meme_a_chaque_essai() -> None:
    cellules = {
        (region, type_): _partager(7 * rang + 2) for rang, region in enumerate("ABC") for type_ in ("DITEP", "DIME")
    }
    assert _masques(tableau(cellules)) == _masques(tableau(dict(reversed(cellules.items()))))
