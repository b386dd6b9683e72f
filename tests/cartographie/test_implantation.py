"""`maillage cartographie implantation`: forms of the result, edges, arguments, time."""

from __future__ import annotations

import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.cartographie.domain.implantation import moyenne_ponderee, pire_decile
from tests.cartographie.fichiers import Lanceur

pytestmark = pytest.mark.sans_base
TOLERANCE_S = 5.0


@pytest.fixture
def fichiers(lanceur: Lanceur) -> tuple[str, str, str]:
    return (
        lanceur.ecrire("D.csv", "id,population", "d1,10", "d2,30", "seul,4"),
        lanceur.ecrire("C.csv", "id,existant", "z,true", "b,", "a,"),
        lanceur.ecrire("T.csv", "demande,candidat,minutes", "d1,z,40", "d2,z,10", "d1,a,5", "d1,b,5", "d2,b,10"),
    )


def test_sans_nouveau_site_la_stabilite_est_nulle(lanceur: Lanceur, fichiers: tuple[str, ...]) -> None:
    assert lanceur.lancer("implantation", *fichiers, "--k", "0", "--objectif", "pire") == 0
    objet = lanceur.objet()
    assert (objet["statut"], objet["valeur"], objet["sites"], objet["stabilite"]) == ("OPTIMAL", 40, [], None)
    assert objet["hors_portee"] == ["seul"] and objet["couverts"] == 30


def test_a_egalite_la_demande_va_au_plus_petit_identifiant(lanceur: Lanceur, fichiers: tuple[str, ...]) -> None:
    assert lanceur.lancer("implantation", *fichiers, "--k", "2", "--objectif", "couverture", "--seuil", "5") == 0
    objet = lanceur.objet()
    assert objet["affectation"] == {"d1": "a", "d2": "b"}
    assert (objet["valeur"], objet["borne"], objet["moyenne_min"]) == (10, 10, 8.75)
    assert objet["sites"] == ["a", "b"] and objet["stabilite"] == 1


def test_sans_demande_tout_est_nul_et_optimal(lanceur: Lanceur, fichiers: tuple[str, ...]) -> None:
    vide = lanceur.ecrire("V.csv", "id,population")
    assert lanceur.lancer("implantation", vide, *fichiers[1:], "--k", "1", "--objectif", "moyenne") == 0
    objet = lanceur.objet()
    assert (objet["statut"], objet["valeur"], objet["borne"], objet["ecart"]) == ("OPTIMAL", 0, 0, 0)
    assert (objet["sites"], objet["moyenne_min"], objet["pire_decile_min"]) == (["a"], None, None)


def test_une_demande_que_tout_site_encore_libre_couvre_ne_trouble_pas_la_recherche(lanceur: Lanceur) -> None:
    """Its costs are then all 0, which once left the search without a scale: warnings are errors here."""
    demandes = lanceur.ecrire("D.csv", "id,population", "0,2", "1,100", "2,0.000001", "3,100", "4,100")
    candidats = lanceur.ecrire("C.csv", "id,existant", *(f"s{j}," for j in range(4)))
    paires = ("0,s0", "0,s1", "0,s2", "1,s1", "2,s1", "2,s3", "3,s0", "4,s2", "4,s3")
    temps = lanceur.ecrire("T.csv", "demande,candidat,minutes", *(f"{paire},10" for paire in paires))
    assert lanceur.lancer("implantation", demandes, candidats, temps, "--k", "2", "--objectif", "couverture") == 0
    objet = lanceur.objet()
    assert (objet["statut"], objet["valeur"], objet["sites"]) == ("OPTIMAL", 202.000001, ["s0", "s1"])


@pytest.mark.parametrize(
    ("options", "places"),
    [
        (("--k", "3", "--objectif", "moyenne"), ["arguments:0:--k"]),
        (("--k", "-1", "--objectif", "loin"), ["arguments:0:--k", "arguments:0:--objectif"]),
        (("--k", "1.5", "--objectif", "pire", "--seuil", ""), ["arguments:0:--k", "arguments:0:--seuil"]),
        ((), ["arguments:0:--k", "arguments:0:--objectif"]),
    ],
)
def test_les_arguments_faux(
    lanceur: Lanceur, fichiers: tuple[str, ...], options: tuple[str, ...], places: list[str]
) -> None:
    assert lanceur.lancer("implantation", *fichiers, *options) == 2
    assert lanceur.places() == places


def test_trop_de_sites_est_annonce_seul_meme_quand_un_autre_fichier_est_faux(
    lanceur: Lanceur, fichiers: tuple[str, ...]
) -> None:
    fausse = lanceur.ecrire("F.csv", "id,population", "d1,x")
    assert lanceur.lancer("implantation", fausse, *fichiers[1:], "--k", "3", "--objectif", "pire") == 2
    assert lanceur.places() == ["arguments:0:--k"]


def test_les_cellules_fausses_sont_placees(lanceur: Lanceur, fichiers: tuple[str, ...]) -> None:
    candidats = lanceur.ecrire("C.csv", "id,existant,cout", "a,oui,1", ",,x")
    assert lanceur.lancer("implantation", fichiers[0], candidats, fichiers[2], "--k", "1", "--objectif", "pire") == 2
    assert lanceur.places() == ["C.csv:2:existant", "C.csv:3:cout", "C.csv:3:id"]


def test_une_sortie_impossible_est_un_argument_faux(lanceur: Lanceur, fichiers: tuple[str, ...]) -> None:
    lanceur.sortie.mkdir()
    assert lanceur.lancer("implantation", *fichiers, "--k", "1", "--objectif", "pire") == 2
    assert lanceur.places() == ["arguments:0:--sortie"]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 20)), min_size=1, max_size=8))
def test_le_pire_decile_est_celui_des_personnes_une_a_une(demandes: list[tuple[int, int]]) -> None:
    """Each demand repeated ten times by person makes the tenth a whole number of them."""
    temps, personnes = [t * 10**6 for t, _ in demandes], [p for _, p in demandes]
    une_a_une = sorted((t for t, p in demandes for _ in range(10 * p)), reverse=True)
    dixieme = une_a_une[: len(une_a_une) // 10]
    attendu = Fraction(sum(dixieme), len(dixieme)) if dixieme else None
    assert pire_decile(temps, personnes) == attendu
    moyenne = moyenne_ponderee(temps, personnes)
    assert moyenne is None or attendu is None or moyenne <= attendu


@pytest.mark.parametrize("objectif", ["moyenne", "couverture", "pire"])
def test_le_temps_donne_est_tenu_et_le_meilleur_rendu(lanceur: Lanceur, objectif: str) -> None:
    """A region too large for two seconds: a solution and a bound on its right side."""
    hasard = np.random.default_rng(7)
    minutes = hasard.integers(100, 9000, (700, 60)) / 100
    demandes = lanceur.ecrire(
        "D.csv", "id,population", *(f"d{i},{n}" for i, n in enumerate(hasard.integers(1, 900, 700)))
    )
    candidats = lanceur.ecrire("C.csv", "id,existant", *(f"s{j}," for j in range(60)))
    lignes = (f"d{i},s{j},{minutes[i, j]:.2f}" for i in range(700) for j in range(60))
    temps = lanceur.ecrire("T.csv", "demande,candidat,minutes", *lignes)
    debut = time.monotonic()
    options = ("--k", "8", "--objectif", objectif, "--temps-max", "2")
    assert lanceur.lancer("implantation", demandes, candidats, temps, *options) == 0
    assert time.monotonic() - debut <= 2 + TOLERANCE_S
    objet = lanceur.objet()
    assert objet["statut"] in ("OPTIMAL", "REALISABLE") and len(objet["sites"]) == 8
    bon_sens = objet["valeur"] <= objet["borne"] if objectif == "couverture" else objet["borne"] <= objet["valeur"]
    assert bon_sens and (objet["statut"] == "REALISABLE" or objet["ecart"] <= 1e-6)
