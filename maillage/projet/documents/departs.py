"""The templates shipped, written as real DOCX files: an establishment starts from them and makes them its own."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from maillage.projet.referentiels_ecrits import modeles_de_depart

STYLES = {"titre": "Heading 1", "intertitre": "Heading 2", "puce": "List Bullet"}


def modele_de_depart(code: str) -> bytes:
    """Return the DOCX of a template shipped."""
    ligne = modeles_de_depart()[code]
    document = Document()
    document.core_properties.title, document.core_properties.author = ligne["nom"], "Maillage"
    document.core_properties.comments = ""
    _langue(document)
    for genre, *mots in ligne["lignes"]:
        if genre == "tableau":
            _tableau(document, *mots)
        else:
            paragraphe = document.add_paragraph(mots[0], style=STYLES.get(genre))
            if genre == "droite":
                paragraphe.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    tampon = io.BytesIO()
    document.save(tampon)
    return tampon.getvalue()


def _tableau(document: Any, *mots: str) -> None:
    """Headings, then one line repeated for each element of a list: « Nom, Fonction, equipe, nom, fonction »."""
    moitie = len(mots) // 2
    entetes, liste, champs = mots[:moitie], mots[moitie], mots[moitie + 1 :]
    table = document.add_table(rows=4, cols=len(entetes), style="Light Grid Accent 1")
    for cellule, entete in zip(table.rows[0].cells, entetes, strict=True):
        cellule.text = entete
    table.rows[1].cells[0].text = f"{{%tr for element in {liste} %}}"
    for cellule, champ in zip(table.rows[2].cells, champs, strict=True):
        cellule.text = f"{{{{ element.{champ} }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    repete = OxmlElement("w:tblHeader")
    repete.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repete)


def _langue(document: Any) -> None:
    langue = OxmlElement("w:lang")
    langue.set(qn("w:val"), "fr-FR")
    document.styles["Normal"].element.get_or_add_rPr().append(langue)
