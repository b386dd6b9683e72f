"""Drawings made on the server."""

from __future__ import annotations

from maillage.socle.dessin import Cellule, courbe, dessiner_carte, dessiner_cellule


def carre(ouest: float, sud: float) -> dict[str, object]:
    anneau = [[ouest, sud], [ouest + 1, sud], [ouest + 1, sud + 1], [ouest, sud + 1], [ouest, sud]]
    return {"type": "Feature", "properties": {"nom": "A"}, "geometry": {"type": "Polygon", "coordinates": [anneau]}}


def test_une_courbe_tient_dans_sa_boite() -> None:
    points = [tuple(map(float, point.split(","))) for point in courbe([3, 9, 4]).split()]
    assert [x for x, _ in points] == [2, 50, 98]
    assert points[1][1] == 2
    assert points[0][1] == 26


def test_une_courbe_plate_ou_trop_courte_ne_casse_pas() -> None:
    assert courbe([5, 5]) == "2.0,26.0 98.0,26.0"
    assert courbe([5]) == ""


def test_une_cellule_dit_son_alerte_en_mots() -> None:
    rendu = dessiner_cellule(Cellule(valeur=1.5, niveau=1, niveaux=4, surcotes="CA", alerte="à confirmer", url="/x"))
    assert 'class="cellule alerte"' in rendu
    assert "alerte : à confirmer" in rendu
    assert "1,5<sup>CA</sup>" in rendu
    assert rendu.count("<rect") == 4
    assert rendu.count('class="plein"') == 1


def test_une_cellule_echappe_ce_qu_elle_recoit() -> None:
    rendu = dessiner_cellule(Cellule(surcotes="<i>", alerte='"><script>', url='/x"onclick="y', dit="<b>"))
    assert "<script" not in rendu
    assert "<i>" not in rendu
    assert "<b>" not in rendu
    assert '"onclick' not in rendu


def test_une_part_hors_bornes_reste_dans_la_barre() -> None:
    assert 'class="plein" width="100"' in dessiner_cellule(Cellule(part=3.0))
    assert 'class="plein" width="0"' in dessiner_cellule(Cellule(part=-1.0))


def test_une_carte_met_le_nord_en_haut() -> None:
    sud, nord = carre(1, 43), {**carre(1, 44), "geometry": {"type": "Point", "coordinates": [1.0, 45.0]}}
    carte = dessiner_carte({"features": [sud, nord]})
    assert carte.traces[0].chemin.startswith("M10.0 ")
    assert carte.traces[1].y == 10
    assert 0 < carte.largeur < carte.hauteur == 800


def test_une_carte_sans_rien_se_dessine_vide() -> None:
    assert dessiner_carte({"features": []}).traces == ()
