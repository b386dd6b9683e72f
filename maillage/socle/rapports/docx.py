"""A report as DOCX, with the styles of the word processor: a screen reader and a table of contents find headings, lists and table headers."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.graphiques import Graphique, image_png
from maillage.socle.rapports.contenu import Bloc, Liste, Paragraphe, Rapport, Section, Tableau

DATE_DES_FICHIERS = (2024, 7, 5, 0, 0, 0)
"""Every entry of the archive bears the day of the decree: the same report gives the same bytes."""


def en_docx(rapport: Rapport) -> bytes:
    """Return the DOCX of a report."""
    document = Document()
    _proprietes(document, rapport)
    document.add_heading(rapport.titre, level=0)
    if rapport.sous_titre:
        document.add_paragraph(rapport.sous_titre, style="Subtitle")
    document.add_paragraph(f"Chiffres arrêtés au {ecrire_jour_annee(rapport.arrete_au)}.")
    for reserve in rapport.reserves:
        document.add_paragraph(reserve, style="Intense Quote")
    for section in rapport.sections:
        _section(document, section, niveau=1)
    tampon = io.BytesIO()
    document.save(tampon)
    return _figer(tampon)


def _proprietes(document: Any, rapport: Rapport) -> None:
    proprietes = document.core_properties
    proprietes.title, proprietes.author, proprietes.language = rapport.titre, rapport.auteur, "fr-FR"
    proprietes.comments = ""
    moment = dt.datetime.combine(rapport.arrete_au, dt.time())
    proprietes.created = proprietes.modified = moment
    langue = OxmlElement("w:lang")
    langue.set(qn("w:val"), "fr-FR")
    document.styles["Normal"].element.get_or_add_rPr().append(langue)


def _section(document: Any, section: Section, niveau: int) -> None:
    document.add_heading(section.titre, level=niveau)
    for bloc in section.blocs:
        _bloc(document, bloc)
    for fille in section.sections:
        _section(document, fille, niveau + 1)


def _bloc(document: Any, bloc: Bloc) -> None:
    match bloc:
        case Paragraphe():
            for ligne in filter(None, bloc.texte.splitlines()):
                document.add_paragraph(ligne, style="Intense Quote" if bloc.accent else None)
        case Liste():
            for ligne in bloc.lignes:
                document.add_paragraph(ligne, style="List Bullet")
        case Tableau():
            _tableau(document, bloc.titre, bloc.entetes, bloc.lignes, bloc.source)
        case Graphique():
            _graphique(document, bloc)


def _tableau(
    document: Any, titre: str, entetes: tuple[str, ...], lignes: tuple[tuple[str, ...], ...], source: str
) -> None:
    document.add_paragraph(titre, style="Caption")
    table = document.add_table(rows=1, cols=len(entetes), style="Light Grid Accent 1")
    for cellule, entete in zip(table.rows[0].cells, entetes, strict=True):
        cellule.text = entete
    repete = OxmlElement("w:tblHeader")
    repete.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repete)
    for ligne in lignes:
        for cellule, valeur in zip(table.add_row().cells, ligne, strict=True):
            cellule.text = valeur
    if source:
        document.add_paragraph(source, style="Caption")


def _graphique(document: Any, graphique: Graphique) -> None:
    document.add_paragraph(graphique.phrase)
    if not graphique.vide:
        document.add_picture(io.BytesIO(image_png(graphique)), width=Mm(150))
        dessin = document.inline_shapes[-1]._inline.docPr
        dessin.set("descr", f"{graphique.titre}. {graphique.phrase}")
    entetes = ("", *(serie.nom for serie in graphique.series))
    lignes = tuple((categorie, *valeurs) for categorie, valeurs in graphique.lignes())
    unite = f" ({graphique.unite})" if graphique.unite else ""
    _tableau(document, graphique.titre + unite, entetes, lignes, graphique.source)


def _figer(tampon: io.BytesIO) -> bytes:
    """Write the archive again with one date, in the same order."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(tampon) as lue, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as ecrite:
        for entree in lue.infolist():
            fige = zipfile.ZipInfo(entree.filename, DATE_DES_FICHIERS)
            fige.compress_type = zipfile.ZIP_DEFLATED
            ecrite.writestr(fige, lue.read(entree.filename))
    return sortie.getvalue()
