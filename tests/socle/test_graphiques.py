"""Charts drawn on the server."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.socle.graphiques import (
    HAUTEUR,
    LARGEUR,
    GenreGraphique,
    Graphique,
    Serie,
    dessiner_graphique,
    echelle,
    image_png,
    legende,
)

SVG = "{http://www.w3.org/2000/svg}"
VALEURS = st.floats(-1e6, 1e6).map(lambda valeur: round(valeur, 2))


def graphique(genre: GenreGraphique = GenreGraphique.BARRES) -> Graphique:
    return Graphique(
        "Journées & nuits",
        "Plus <fort> en mars.",
        ("T1", "T2"),
        (Serie("Jour", (4.0, None)), Serie("Nuit", (2.0, 3.0))),
        genre=genre,
    )


def rectangles(texte: str) -> list[ET.Element]:
    return [noeud for noeud in ET.fromstring(texte).iter(f"{SVG}rect") if noeud.get("class") == "graphique-serie"]


@given(st.lists(VALEURS, min_size=1, max_size=30))
def test_l_echelle_contient_les_valeurs_et_le_zero_en_pas_egaux(valeurs: list[float]) -> None:
    graduations = echelle(valeurs)
    assert graduations[0] <= min(0, *valeurs) + 1e-6
    assert graduations[-1] >= max(0, *valeurs) - 1e-6
    assert 2 <= len(graduations) <= 8
    pas = [apres - avant for avant, apres in pairwise(graduations)]
    assert max(pas) == pytest.approx(min(pas))


@given(st.lists(st.tuples(VALEURS, VALEURS), min_size=1, max_size=12))
def test_chaque_barre_tient_dans_le_dessin(paires: list[tuple[float, float]]) -> None:
    series = tuple(Serie(str(rang), tuple(paire[rang] for paire in paires)) for rang in range(2))
    texte = dessiner_graphique(Graphique("t", "p", tuple(str(rang) for rang in range(len(paires))), series))
    for barre in rectangles(texte):
        haut, gauche = float(barre.attrib["y"]), float(barre.attrib["x"])
        assert 0 <= haut <= haut + float(barre.attrib["height"]) <= HAUTEUR
        assert 0 <= gauche <= gauche + float(barre.attrib["width"]) <= LARGEUR


def test_les_hauteurs_sont_dans_le_rapport_des_valeurs() -> None:
    hauteurs = [float(barre.attrib["height"]) for barre in rectangles(dessiner_graphique(graphique()))]
    assert hauteurs[0] == pytest.approx(2 * hauteurs[1], abs=0.2)
    assert len(hauteurs) == 3, "une valeur absente ne se dessine pas"


def test_les_barres_empilees_se_posent_l_une_sur_l_autre() -> None:
    bas, haut, _ = rectangles(dessiner_graphique(graphique(GenreGraphique.EMPILEES)))
    assert float(haut.attrib["y"]) + float(haut.attrib["height"]) == pytest.approx(float(bas.attrib["y"]), abs=0.2)


def test_le_fichier_seul_porte_ses_mots_et_reste_du_xml() -> None:
    racine = ET.fromstring(dessiner_graphique(graphique(GenreGraphique.LIGNES), seul=True))
    assert racine.findtext(f"{SVG}title") == "Journées & nuits"
    assert racine.findtext(f"{SVG}desc") == "Plus <fort> en mars."


def test_les_series_different_par_leur_motif() -> None:
    remplissages = {barre.attrib["fill"] for barre in rectangles(dessiner_graphique(graphique()))}
    assert len(remplissages) == 2
    assert [nom for nom, _ in legende(graphique())] == ["Jour", "Nuit"]


def test_le_tableau_ecrit_l_absence() -> None:
    assert graphique().lignes() == [("T1", ["4", "2"]), ("T2", ["–", "3"])]


def test_une_serie_trop_courte_est_refusee() -> None:
    with pytest.raises(ValueError, match="1 valeurs pour 2"):
        Graphique("t", "p", ("a", "b"), (Serie("s", (1.0,)),))


def test_l_image_est_un_png() -> None:
    assert image_png(graphique()).startswith(b"\x89PNG")


@given(
    st.lists(
        st.sampled_from(["Ville", "Coordination de parcours et partenariat", "Professionnalisation", "2026", ""]),
        min_size=1,
        max_size=14,
    )
)
def test_aucun_libelle_n_est_coupe_ni_ne_sort_du_dessin(categories: list[str]) -> None:
    """Lying on several lines, or standing: every word of a name is written; only dates are skipped."""
    texte = dessiner_graphique(Graphique("t", "p", tuple(categories), (Serie("s", (1.0,) * len(categories)),)))
    dessin = ET.fromstring(texte)
    ecrits = " ".join(noeud.text or "" for noeud in dessin.iter(f"{SVG}text"))
    assert "…" not in ecrits
    for categorie in categories:
        if len(categorie) > 10:
            assert all(mot in ecrits for mot in categorie.split())
    assert float(dessin.attrib["viewBox"].split()[3]) >= HAUTEUR
