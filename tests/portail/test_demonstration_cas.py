"""Every rule has its hard case, and the engine finds there what the table of cases announces."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pytest

from maillage.activite.domain.alertes import ALERTES
from maillage.activite.domain.periode import Periode
from maillage.activite.regles import charger_jeu
from maillage.activite.services.calcul import compter_dispositif
from maillage.portail.demonstration.cas_difficiles import CAS, HORS_DES_PAGES, Quand
from maillage.socle.domain.calendrier import trimestre_de
from tests.portail.demonstration import AUJOURD_HUI, PETITE, lecteur, modele

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]

TRIMESTRES = {
    Quand.ANCIEN: PETITE.ancien_trimestre,
    Quand.DERNIER: PETITE.dernier_trimestre,
    Quand.COURANT: trimestre_de(AUJOURD_HUI),
}


@dataclass(frozen=True)
class Comptes:
    """What the first dispositif counts in each quarter, and who is who."""

    resultats: dict[Quand, dict[str, Any]]
    noms: dict[str, str]


@lecteur(PETITE)
def _lire() -> Comptes:
    premier = modele("structures.Dispositif").order_by("pk").first()
    jeu = charger_jeu("aire-2024")
    resultats = {
        quand: compter_dispositif(premier.pk, jeu, Periode.depuis_libelle(str(trimestre))).objet()["dispositifs"][0]
        for quand, trimestre in TRIMESTRES.items()
    }
    return Comptes(resultats, {j.identifiant: str(j) for j in modele("parcours.Jeune").all()})


@pytest.fixture
def resultats(lectures: dict[str, Any]) -> dict[Quand, dict[str, Any]]:
    return lectures[__name__].resultats


@pytest.fixture
def alertes(lectures: dict[str, Any]) -> dict[Quand, dict[str, set[str]]]:
    """Names of the young people concerned, by quarter and code."""
    comptes = lectures[__name__]
    trouvees: dict[Quand, dict[str, set[str]]] = {quand: defaultdict(set) for quand in Quand}
    for quand, resultat in comptes.resultats.items():
        for alerte in resultat["alertes"]:
            trouvees[quand][alerte["code"]].add(comptes.noms.get(alerte["jeune_id"], ""))
    return trouvees


def test_chaque_regle_a_son_cas() -> None:
    couvertes = {regle for cas in CAS for regle in cas.regles}
    assert couvertes | HORS_DES_PAGES == {f"R{numero}" for numero in range(1, 40)}
    assert not couvertes & HORS_DES_PAGES


def test_chaque_cas_donne_ses_alertes_dans_son_trimestre(alertes: dict[Quand, dict[str, set[str]]]) -> None:
    for cas in CAS:
        for code in cas.alertes:
            assert code in alertes[cas.quand], f"{code} manque pour {cas.jeune}"


def test_les_alertes_d_un_jeune_sont_celles_du_jeune_nomme(alertes: dict[Quand, dict[str, set[str]]]) -> None:
    for cas in CAS:
        famille = cas.jeune.split(" ")[1]
        for code in cas.alertes:
            porteurs = alertes[cas.quand][code] - {""}
            assert not porteurs or any(famille in porteur for porteur in porteurs), f"{code} de {cas.jeune}"


def test_tous_les_codes_d_alerte_apparaissent(alertes: dict[Quand, dict[str, set[str]]]) -> None:
    assert {code for codes in alertes.values() for code in codes} == set(ALERTES)


def test_seul_l_ancien_trimestre_est_bloque(resultats: dict[Quand, dict[str, Any]]) -> None:
    validables = {quand: resultat["qualite"]["validable"] for quand, resultat in resultats.items()}
    assert validables == {Quand.ANCIEN: False, Quand.DERNIER: True, Quand.COURANT: True}


def test_les_cas_sans_alerte_se_lisent_dans_les_mesures(resultats: dict[Quand, dict[str, Any]]) -> None:
    mesures, anciennes = (resultats[quand]["mesures"] for quand in (Quand.DERNIER, Quand.ANCIEN))
    file_active = mesures["file_active"]
    assert min(file_active[phase] for phase in ("pre_admission", "suivi", "ponctuel")) > 0
    assert all(finess["elargie"] > 0 for finess in mesures["par_finess"])
    assert len(mesures["par_finess"]) == 2
    assert mesures["multi_modalite"]["cumul"] > 0
    assert mesures["multi_modalite"]["succession"] > 0
    assert mesures["flux"]["sorties"] > 0
    assert mesures["creton"]["jeunes"] > 0
    assert mesures["unites"]["minutes_residuelles"] > 0
    assert mesures["unites"]["surcote_complexite"] > 0
    assert mesures["nuitees"] > 0
    assert anciennes["nuitees"] > 0
    assert {ligne["motif"] for ligne in mesures["absences"]} >= {"MALADIE", "HOSPITALISATION", "FUGUE"}
