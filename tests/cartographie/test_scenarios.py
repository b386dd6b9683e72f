"""Scenarios of antennes and gathered distances: exact figures, silences, without any database."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from maillage.cartographie.calculs.antennes import etudier
from maillage.cartographie.domain.distances import (
    classe_de,
    enchainer,
    heures_par_distance,
    kilometres_par_metier,
    libelles_des_classes,
    temps_vecus,
)
from maillage.cartographie.domain.implantation import Objectif
from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.domain.scenarios import Etude, HypothesesDeplacements, LieuDeBesoin, SiteEtudie
from maillage.cartographie.domain.temps import INATTEIGNABLE
from maillage.cartographie.echeance import Echeance

pytestmark = pytest.mark.sans_base
HYPOTHESES = HypothesesDeplacements(10, Fraction(2), 40)
BORNES = (15, 30)


def etude(minutes: list[list[int | None]], *, objectif: Objectif = Objectif.MOYENNE, quitte: bool = False) -> Etude:
    """Site E exists; A and B may open. Kilometres are the minutes."""
    grille = np.array([[INATTEIGNABLE if m is None else m * UNITE for m in ligne] for ligne in minutes], dtype=np.int64)
    sites = (
        SiteEtudie("A", "Site A", 1, 44, loyer=500.0),
        SiteEtudie("B", "Site B", 2, 44),
        SiteEtudie("E", "Site E", 3, 44, existant=True, quitte=quitte),
    )
    lieux = tuple(LieuDeBesoin(f"c{i}", f"Commune {i}", 1, 44, 100 * (i + 1)) for i in range(len(minutes)))
    return Etude(lieux, sites, grille, grille.copy(), objectif, 30 * UNITE)


def resoudre(lue: Etude, k: int = 1) -> dict[str, object]:
    return etudier(lue, k, HYPOTHESES, minimum=5, echeance=Echeance(5))


def test_le_meilleur_site_est_prouve_et_compare_a_aujourd_hui() -> None:
    lu = resoudre(etude([[10, 50, 60], [20, 5, 40]]))
    assert (lu["statut"], lu["retenus"], lu["stabilite"]) == ("OPTIMAL", ["A"], 1.0)
    avant, premier, second = lu["colonnes"]  # type: ignore[misc]
    assert premier["nom"] == "Site A"
    assert avant["moyenne"] == round((60 * 100 + 40 * 200) / 300, 2)
    assert premier["moyenne"] == round((10 * 100 + 20 * 200) / 300, 2)
    assert premier["population_gagne"] == 300
    assert premier["loyer"] == 500.0
    assert second["loyer"] is None


def test_les_kilometres_des_professionnels_suivent_les_habitants() -> None:
    lue = etude([[10, 50, 60], [20, 5, 40]])
    chiffres = lue.chiffrer([2], HYPOTHESES)
    assert chiffres.km_par_an == 2 * 10 * 2 * 40 * Fraction(60 * 100 + 40 * 200, 300)


def test_demenager_fait_des_perdants() -> None:
    lu = resoudre(etude([[10, 50, 5], [20, 90, 60]], quitte=True))
    _, premier, *_ = lu["colonnes"]  # type: ignore[misc]
    assert premier["nom"] == "Site A"
    assert premier["population_perd"] == 100
    assert premier["perdantes"] == ["Commune 0"]


def test_la_couverture_dit_ce_qu_elle_devient_si_la_route_change() -> None:
    chiffres = etude([[10, 50, 60], [28, 5, 40]], objectif=Objectif.COUVERTURE).chiffrer([0], HYPOTHESES)
    assert (chiffres.couverts, chiffres.couverts_si_lent, chiffres.couverts_si_rapide) == (300, 100, 300)


def test_un_probleme_sans_issue_porte_son_nom() -> None:
    lu = resoudre(etude([[10, None, None], [None, 5, None]]))
    assert lu["statut"] == "IRREALISABLE"
    assert lu["retenus"] == []
    isole = resoudre(etude([[10, 50, 60], [None, None, None]]))
    assert isole["hors_portee"] == ["Commune 1"]
    assert isole["statut"] == "OPTIMAL"


def test_deux_ouvertures_montrent_l_ensemble_puis_chacune() -> None:
    lu = resoudre(etude([[10, 50, 60], [20, 5, 40]]), k=2)
    assert [colonne["nom"] for colonne in lu["colonnes"]][1:] == ["Site A et Site B", "Site A", "Site B"]  # type: ignore[attr-defined]


def test_un_jeune_compte_une_fois_au_milieu_de_ses_jours() -> None:
    trajets = {rang: [10.0, 40.0, 12.0] for rang in range(5)}
    lus = temps_vecus(trajets, BORNES, plancher=5)
    assert [classe.nombre for classe in lus.classes] == [5, 0, 0]
    assert lus.mediane == 12.0


def test_un_petit_nombre_ne_se_dit_pas() -> None:
    trajets = {**{rang: [10.0] for rang in range(5)}, 9: [50.0], 10: [None]}
    lus = temps_vecus(trajets, BORNES, plancher=5)
    assert [classe.nombre for classe in lus.classes] == [5, 0, None]
    assert lus.sans_temps.nombre is None
    assert temps_vecus({1: [10.0]}, BORNES, plancher=5).mediane is None
    assert temps_vecus({1: [10.0]}, BORNES, plancher=0).mediane == 10.0


def test_les_heures_de_trop_peu_de_jeunes_ne_se_disent_pas() -> None:
    presences = [(rang, "près", 60.0) for rang in range(5)] + [(1, "loin", 60.0)]
    lues = heures_par_distance(presences, ("près", "loin", "ailleurs"), plancher=5)
    assert [ligne.heures for ligne in lues] == [5.0, None, 0.0]


def test_les_metiers_trop_petits_se_rassemblent_ou_se_taisent() -> None:
    pros = dict.fromkeys(range(5), ("Éducation", 10.0)) | {9: ("Psychologie", 3.0)}
    assert [(m.libelle, m.km) for m in kilometres_par_metier(pros, plancher=5)] == [
        ("Éducation", 50.0),
        ("Autres métiers", None),
    ]
    assert len(kilometres_par_metier(pros, plancher=0)) == 2


def test_les_classes_et_les_enchainements() -> None:
    assert libelles_des_classes(BORNES) == ["jusqu'à 15 min", "de 15 à 30 min", "plus de 30 min"]
    assert [classe_de(m, BORNES) for m in (15, 15.1, 31)] == [0, 1, 2]
    assert enchainer(["a", "a", "b", "a"]) == [("a", "b"), ("b", "a")]
