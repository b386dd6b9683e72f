"""Formulas, values of a year, targets: without a database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from maillage.activite.domain.catalogue import MESURES, modele_de
from maillage.cpom import referentiels
from maillage.cpom.domain import valeurs as v
from maillage.cpom.domain.catalogue import Formule, Sens, verifier_formule
from maillage.cpom.domain.cibles import situer, verifier_annees, verifier_cibles, verifier_effet
from maillage.cpom.domain.erreurs import ErreurCpom
from maillage.cpom.domain.valeurs import Compte, valeur_annuelle, valeur_de
from maillage.pilotage.domain.retour_lisible import CHEMINS, SEUIL

pytestmark = pytest.mark.sans_base
CATALOGUE = referentiels.grandeurs()
HEURES, OCCUPATION = Formule("APPUI_HEURES"), Formule("OCCUPATION_JOUR")


def mesures(**valeurs: Any) -> dict[str, Any]:
    return {
        "appui_ressource": {"heures": valeurs.get("heures", 10), "actions": valeurs.get("actions", 4)},
        "occupation": {"AJ": {"numerateur": 80, "denominateur": 100, "taux": 0.8}},
        "file_active": {"stricte": valeurs.get("fa", 20)},
        "flux": {"entrees": valeurs.get("entrees", 6), "presents_fin": valeurs.get("presents", 18)},
    }


def trimestres(*valeurs: dict[str, Any], regles: str = "aire-2024") -> list[Compte]:
    return [Compte(regles, mesures(**valeur)) for valeur in valeurs]


def annuelle(formule: Formule, lus: list[Compte], *, annee: Compte | None = None) -> v.Valeur:
    return valeur_annuelle(formule, CATALOGUE, annee=annee, trimestres=lus, seuil=5)


def test_chaque_grandeur_du_catalogue_est_un_chiffre_que_le_comptage_explique() -> None:
    for grandeur in CATALOGUE.values():
        chemins = (grandeur.chemin, *grandeur.effectifs, *grandeur.termes)
        assert [chemin for chemin in chemins if modele_de(chemin, MESURES) is None] == [], grandeur.code
        assert grandeur.au_retour is (grandeur.chemin in CHEMINS), grandeur.code


def test_le_seuil_est_celui_des_retours_transmis() -> None:
    assert referentiels.reglages(dt.date(2026, 1, 1)).seuil == SEUIL


def test_une_grandeur_de_personnes_du_retour_est_aussi_masquee_ici() -> None:
    assert valeur_de(Formule("FILE_ACTIVE"), CATALOGUE, mesures(fa=4), seuil=5).masquee
    assert not valeur_de(Formule("FILE_ACTIVE"), CATALOGUE, mesures(fa=0), seuil=5).masquee
    assert valeur_de(Formule("FILE_ACTIVE"), CATALOGUE, mesures(fa=4), seuil=0).nombre == 4


def test_un_taux_se_lit_en_pourcentage() -> None:
    assert valeur_de(OCCUPATION, CATALOGUE, mesures(), seuil=5).nombre == Decimal("80.00")


def test_diviser_par_zero_se_dit_en_mots() -> None:
    formule = Formule("APPUI_HEURES", "APPUI_ACTIONS")
    assert valeur_de(formule, CATALOGUE, mesures(), seuil=5).nombre == Decimal("2.50")
    nulle = valeur_de(formule, CATALOGUE, mesures(actions=0), seuil=5)
    assert (nulle.nombre, "on ne divise pas par zéro" in nulle.motif) == (None, True)
    sans_place = {**mesures(), "occupation": {"AJ": {"numerateur": 0, "denominateur": 0, "taux": None}}}
    assert valeur_de(OCCUPATION, CATALOGUE, sans_place, seuil=5).motif == v.SANS_QUOTIENT


def test_un_chiffre_que_les_regles_ne_comptent_pas_se_dit() -> None:
    assert valeur_de(Formule("UNITES"), CATALOGUE, mesures(), seuil=5).motif == v.NON_COMPTE


def test_l_annee_additionne_ce_qui_s_additionne() -> None:
    lue = annuelle(HEURES, trimestres({"heures": 10}, {"heures": 12.5}))
    assert (lue.nombre, lue.trimestres, lue.partielle) == (Decimal("22.50"), 2, True)
    assert annuelle(Formule("PRESENTS"), trimestres({"presents": 18}, {"presents": 21})).nombre == 21


def test_l_annee_ne_fait_pas_une_moyenne_de_taux() -> None:
    creux = {**mesures(), "occupation": {"AJ": {"numerateur": 10, "denominateur": 100, "taux": 0.1}}}
    plein = {**mesures(), "occupation": {"AJ": {"numerateur": 300, "denominateur": 300, "taux": 1}}}
    assert annuelle(OCCUPATION, [Compte("r", creux), Compte("r", plein)]).nombre == Decimal("77.50")


def test_une_file_active_ne_s_additionne_pas_sans_retour_de_l_annee() -> None:
    lus = trimestres({"fa": 20}, {"fa": 22})
    assert annuelle(Formule("FILE_ACTIVE"), lus).motif == v.ANNEE_SEULE
    assert annuelle(Formule("FILE_ACTIVE"), lus, annee=Compte("r", mesures(fa=27))).nombre == 27


def test_un_trimestre_masque_masque_l_annee_que_les_autres_rendraient() -> None:
    lus = trimestres({"entrees": 6}, {"entrees": 2})
    assert annuelle(Formule("ENTREES"), lus).masquee
    assert annuelle(Formule("ENTREES"), lus, annee=Compte("r", mesures(entrees=8))).masquee


def test_des_regles_diverses_ne_s_additionnent_pas() -> None:
    lus = [*trimestres({}), *trimestres({}, regles="cnsa-2019")]
    assert annuelle(HEURES, lus).motif == v.REGLES_DIVERSES
    assert annuelle(HEURES, []).motif == v.SANS_RETOUR


@pytest.mark.parametrize(
    ("formule", "mot"),
    [
        (Formule("INCONNUE"), "n'est plus au catalogue"),
        (Formule("SEANCES", "SEANCES"), "elle-même"),
        (Formule("CRETON", "SEANCES"), "déjà un quotient"),
    ],
)
def test_une_formule_sans_sens_est_refusee(formule: Formule, mot: str) -> None:
    with pytest.raises(ErreurCpom, match=mot):
        verifier_formule(formule, CATALOGUE)


def test_une_formule_se_dit_en_mots_avec_son_unite() -> None:
    formule = Formule("APPUI_HEURES", "PRESENTS")
    assert formule.unite(CATALOGUE) == "heures pour 1 jeune"
    assert "divisé par" in formule.en_mots(CATALOGUE)
    assert Formule("APPUI_HEURES", "SEANCES", en_pourcent=True).unite(CATALOGUE) == "%"


def test_une_cible_se_situe_selon_ce_que_l_on_cherche() -> None:
    assert situer(Decimal(80), Decimal(75), Sens.HAUSSE).en_mots == "Cible atteinte"
    assert situer(Decimal(80), Decimal(75), Sens.BAISSE).en_mots == "Cible non atteinte"
    assert situer(None, Decimal(75), Sens.BAISSE).en_mots == "À suivre"


def test_une_cible_hors_du_cpom_est_refusee_en_mots() -> None:
    with pytest.raises(ErreurCpom, match="2031 est hors du CPOM, qui va de 2026 à 2030"):
        verifier_cibles([2026, 2031], premiere=2026, derniere=2030)


def test_un_cpom_trop_long_ou_a_l_envers_est_refuse() -> None:
    verifier_annees(2026, 2031, duree_max=6)
    for annees in ((2026, 2032), (2027, 2026)):
        with pytest.raises(ErreurCpom):
            verifier_annees(*annees, duree_max=6)


def test_une_formule_n_atteint_jamais_une_annee_signee() -> None:
    verifier_effet(2027, premiere=2026, derniere=2030, signees=[2026])
    with pytest.raises(ErreurCpom, match="à partir de 2027"):
        verifier_effet(2026, premiere=2026, derniere=2030, signees=[2026])
    with pytest.raises(ErreurCpom, match="de 2026 à 2030"):
        verifier_effet(2031, premiere=2026, derniere=2030, signees=[])
