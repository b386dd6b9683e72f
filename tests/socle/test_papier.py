"""Papers: tagged, set in the face of the product, the same bytes whatever the computer."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pikepdf
import pytest

from maillage.socle.papier import POLICE, composer_pdf

pytestmark = pytest.mark.sans_base
MODELE = f"""
#let donnees = json(bytes(sys.inputs.donnees))
#set document(title: donnees.titre)
#set text(font: "{POLICE}", lang: "fr")
= #donnees.titre
#strong(donnees.titre) #emph(donnees.titre)
""".encode()
LE = dt.date(2026, 3, 16)


def test_un_papier_est_balise_et_compose_dans_nos_caracteres() -> None:
    octets = composer_pdf(MODELE, {"titre": "Été #let x = 1"}, jour=LE)
    assert composer_pdf(MODELE, {"titre": "Été #let x = 1"}, jour=LE) == octets
    with pikepdf.open(BytesIO(octets)) as document:
        assert document.Root.MarkInfo.Marked
        polices = {str(police.BaseFont) for police in document.pages[0].Resources.Font.values()}
    assert {nom.split("+")[1].split("-")[0] for nom in polices} == {"AtkinsonHyperlegibleNext"}
    assert len(polices) == 3
