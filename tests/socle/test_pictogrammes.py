"""Pictograms: each drawing has its word, on a page and alone on paper."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from django.template import Context, Template

from maillage.socle.pictogrammes import dessins, pictogrammes
from tests.conftest import RACINE

pytestmark = pytest.mark.sans_base


def test_chaque_dessin_a_son_mot_et_chaque_mot_son_dessin() -> None:
    voulus = json.loads((RACINE / "frontend/pictogrammes.json").read_text("utf-8"))
    assert pictogrammes().keys() == dessins().keys() == voulus.keys()
    assert [nom for nom, mot in pictogrammes().items() if not mot.strip()] == []


def test_un_dessin_seul_est_un_document_svg_sans_rien_d_ailleurs() -> None:
    for dessin in dessins().values():
        racine = ET.fromstring(dessin)
        assert racine.get("viewBox") == "0 0 72 72"
        liens = [valeur for un in racine.iter() for nom, valeur in un.attrib.items() if nom.endswith("href")]
        assert all(lien.startswith("#") for lien in liens)


def _ecrire(balise: str) -> str:
    return Template(balise).render(Context())


def test_un_pictogramme_se_tait_a_cote_de_son_mot_et_se_nomme_seul() -> None:
    assert 'aria-hidden="true"' in _ecrire('{% pictogramme "maison" %}')
    seul = _ecrire('{% pictogramme "maison" seul=True %}')
    assert 'role="img" aria-label="maison"' in seul
    assert "pictogrammes.svg#maison" in seul
    assert _ecrire('{% pictogramme "inconnu" %}') == ""
