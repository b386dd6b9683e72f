"""Reports as DOCX, PDF and page."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest
from django.template.loader import render_to_string
from docx import Document

from maillage.socle.graphiques import Graphique, Serie
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau, en_docx, en_pdf

pytestmark = pytest.mark.sans_base

PIEGE = '#image("x") <script>alert(1)</script> & l\'été'


def rapport() -> Rapport:
    graphique = Graphique("Réunions", "Deux fois plus au printemps.", ("T1", "T2"), (Serie("Réunions", (4.0, 8.0)),))
    return Rapport(
        titre="Bilan",
        auteur="Mission d'appui",
        arrete_au=dt.date(2026, 3, 31),
        reserves=("Chiffres provisoires.",),
        sections=(
            Section(
                "Rencontres",
                (
                    Paragraphe(PIEGE),
                    Liste(("une", "deux")),
                    Tableau("Par ville", ("Ville", "Nombre"), (("Rodez", "3"),)),
                ),
                (Section("Au fil des mois", (graphique,)),),
            ),
        ),
    )


def test_le_docx_porte_les_titres_le_tableau_et_le_dessin_decrit() -> None:
    document = Document(io.BytesIO(en_docx(rapport())))
    titres = [p.text for p in document.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert titres == ["Rencontres", "Au fil des mois"]
    assert [cellule.text for cellule in document.tables[0].rows[1].cells] == ["Rodez", "3"]
    assert len(document.tables) == 2
    assert "Deux fois plus" in document.inline_shapes[0]._inline.docPr.get("descr")
    assert PIEGE in [p.text for p in document.paragraphs]


def test_le_meme_rapport_donne_les_memes_octets() -> None:
    assert en_docx(rapport()) == en_docx(rapport())
    assert en_pdf(rapport()) == en_pdf(rapport())


def test_le_pdf_est_balise_et_en_francais() -> None:
    with pikepdf.open(io.BytesIO(en_pdf(rapport()))) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.MarkInfo.Marked


def test_la_page_dit_les_mots_sans_les_interpreter() -> None:
    rendu = render_to_string("socle/composants/rapport.html", {"rapport": rapport()})
    assert "&lt;script&gt;" in rendu
    assert "<h3>Au fil des mois</h3>" in rendu
    assert "<caption>Par ville</caption>" in rendu


def test_une_ligne_trop_courte_est_refusee() -> None:
    with pytest.raises(ValueError, match="Par ville"):
        Tableau("Par ville", ("Ville", "Nombre"), (("Rodez",),))
