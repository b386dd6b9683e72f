from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from maillage.activite.domain.catalogue import MESURES, REGLES, Nature, mesure_de
from maillage.activite.domain.jeu import STATUTS_SOURCE
from maillage.activite.domain.periode import Periode
from maillage.activite.explications import expliquer, expliquer_comptage
from maillage.activite.moteur import Comptage, compter
from maillage.activite.moteur.dossier import compter_dossier
from maillage.activite.regles import charger_jeu
from tests.activite.agendas import en_arrow, generer
from tests.conftest import exiger_partage

AIRE = charger_jeu("aire-2024")
TRIMESTRE = Periode.depuis_libelle("2024-T1")


def feuilles(noeud: Any, chemin: str = "") -> Iterator[tuple[str, Any]]:
    """(dotted path, figure) of every figure of `mesures`; a list of names counts for its length."""
    if isinstance(noeud, dict):
        for cle, valeur in noeud.items():
            yield from feuilles(valeur, f"{chemin}.{cle}".lstrip("."))
    elif isinstance(noeud, list) and noeud and isinstance(noeud[0], dict):
        nom = {"absences": "motif", "par_finess": "finess"}.get(chemin)
        for element in noeud if nom else []:
            yield from feuilles({cle: v for cle, v in element.items() if cle != nom}, f"{chemin}.{element[nom]}")
    elif isinstance(noeud, list):
        if chemin not in ("absences", "par_finess", "fiches.detail"):
            yield chemin, len(noeud)
    elif not (noeud is None and chemin in ("unites", "objectif.AJ", "objectif.AN", "territoire.communes_blanches")):
        yield chemin, noeud


def verifier(comptage: Comptage, dispositif: str) -> int:
    """Every figure is in the catalogue, explained by its value, and its lines add up."""
    mesures = comptage.dispositif(dispositif)["mesures"]
    chemins = list(feuilles(mesures))
    for chemin, valeur in chemins:
        explication = expliquer_comptage(comptage, dispositif, chemin)
        assert explication.valeur == valeur, chemin
        if explication.nature is Nature.SOMME:
            assert explication.total == Fraction(str(valeur)), chemin
        if explication.nature is Nature.TAUX and valeur is not None:
            assert explication.numerateur is not None, chemin
            assert explication.denominateur is not None, chemin
        assert explication.phrase, chemin
    return len(chemins)


@pytest.fixture(scope="module")
def en_or() -> Comptage:
    periode = Periode.depuis_libelle("2024-T1", debut=date(2024, 3, 4), fin=date(2024, 3, 17))
    dossier, problemes = compter_dossier(exiger_partage("activite", "exemples", "or"), AIRE, periode)
    assert not problemes
    assert dossier is not None
    return next(dossier.comptages())


def test_chaque_chiffre_de_l_exemple_d_or_s_explique(en_or: Comptage) -> None:
    assert verifier(en_or, "D1") > 120


@pytest.mark.parametrize("graine", range(2))
def test_les_contributions_font_le_chiffre_sur_des_agendas_au_hasard(graine: int) -> None:
    jeu = AIRE.surcharge({"poids_transport": Decimal("0.3"), "tolerance_absence_h": 30, "sans_phase": "PONCTUEL"})
    comptage = compter(en_arrow(generer(graine, 2)), jeu, TRIMESTRE)
    for dispositif in comptage.dispositifs():
        verifier(comptage, dispositif)
        for jeune in comptage.dispositif(dispositif)["jeunes"]:  # type: ignore[attr-defined]
            for semaine in jeune["semaines"]:
                explication = expliquer_comptage(
                    comptage, dispositif, "semaine", (jeune["jeune_id"], semaine["semaine"])
                )
                assert (explication.total, explication.objet) == (semaine["minutes"], semaine)
            for jour in jeune["jours"]:
                explication = expliquer_comptage(
                    comptage, dispositif, "jour", (jeune["jeune_id"], date.fromisoformat(jour["date"]))
                )
                assert (explication.total, explication.objet) == (explication.valeur, jour)


def test_une_semaine_dit_ses_minutes_puis_ses_unites(en_or: Comptage) -> None:
    semaine = expliquer_comptage(en_or, "D1", "semaine", ("J3", "2024-W10"))
    assert (semaine.valeur, semaine.total, semaine.objet["total"]) == (450, 450, 3)
    assert [ligne.id for ligne in semaine.lignes] == ["J3-W10-1", "J3-W10-2", "J3-W10-3"]
    assert "2 seuils atteints" in semaine.phrase
    assert {parametre.nom: parametre.lettre for parametre in semaine.parametres}["seuils"] == "P"


def test_un_taux_explique_ses_deux_termes(en_or: Comptage) -> None:
    taux = expliquer_comptage(en_or, "D1", "occupation.AN.taux")
    assert taux.numerateur is not None
    assert taux.denominateur is not None
    assert (taux.valeur, taux.numerateur.total, taux.denominateur.total) == (0.1563, 5, 32)
    assert "5 nuitées sur 32 places-jours" in taux.phrase
    assert {"heure_nuit", "ouverture_defaut"} <= {parametre.nom for parametre in taux.parametres}


def test_la_part_d_un_jeune(en_or: Comptage) -> None:
    part = expliquer_comptage(en_or, "D1", "unites.total", jeune_id="J3")
    assert part.valeur == part.total == 7
    assert {ligne.jeune_id for ligne in part.lignes} == {"J3"}


def test_expliquer_compte_puis_explique() -> None:
    explication = expliquer(en_arrow(generer(1, 1)), AIRE, TRIMESTRE, "D00", "seances")
    assert explication.total == explication.valeur


@pytest.mark.parametrize(
    ("mesure", "cle"), [("inconnue", None), ("semaine", ("J9", "2024-W10")), ("jour", ("J1", date(2030, 1, 1)))]
)
def test_ce_qui_n_existe_pas(en_or: Comptage, mesure: str, cle: tuple[str, str | date] | None) -> None:
    with pytest.raises(KeyError):
        expliquer_comptage(en_or, "D1", mesure, cle)


def test_catalogue_complet_et_coherent() -> None:
    assert list(REGLES) == [f"R{numero}" for numero in range(1, 45)]
    modeles = [mesure.modele for mesure in MESURES]
    assert len(modeles) == len(set(modeles))
    for mesure in MESURES:
        assert set(mesure.regles) <= set(REGLES), mesure.modele
        for parametre in mesure.parametres:
            assert AIRE.source(parametre)[0] in STATUTS_SOURCE
        for terme in mesure.rapport or ():
            assert terme.isdecimal() or "{" in terme or mesure_de(terme, MESURES)
