"""Outlines of communes: simplified together, so that neighbours keep their common edge."""

from __future__ import annotations

import pytest
import shapely

from maillage.territoire.contours_communes import charger_contours_des_communes
from maillage.territoire.selectors import contours
from maillage.territoire.sources import LigneCommune

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


def ligne(code: str, forme: shapely.Geometry | None) -> LigneCommune:
    texte = shapely.to_wkb(forme, hex=True) if forme is not None else ""
    return LigneCommune(code, f"Commune {code}", "99", "99", "", "", 10, texte, "")


def test_deux_voisines_gardent_leur_bord_et_une_commune_sans_dessin_est_laissee() -> None:
    bord = [(3.1, 44.0), (3.1004, 44.05), (3.1, 44.1)]
    ouest = shapely.Polygon([(3.0, 44.0), *bord, (3.0, 44.1)])
    est = shapely.Polygon([*bord, (3.2, 44.1), (3.2, 44.0)])
    lignes = [ligne("99001", ouest), ligne("99002", est), ligne("99003", None)]
    assert charger_contours_des_communes(lignes) == 2
    assert charger_contours_des_communes(lignes) == 2
    gauche, droite = (shapely.geometry.shape(un["geometry"]) for un in contours("COMMUNE")["features"])
    assert gauche.intersection(droite).length == pytest.approx(0.1, abs=0.001)
    assert gauche.intersection(droite).area == 0
