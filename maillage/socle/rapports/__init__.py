"""Reports: one structure of headings, paragraphs, lists, tables and charts, written as a page, a DOCX and an accessible PDF.

The page is `composants/rapport.html`; `en_docx` and `en_pdf` return the bytes. The same report gives the same bytes: its date is a value of its own.
"""

from maillage.socle.rapports.contenu import Liste, Paragraphe, Rapport, Section, Tableau
from maillage.socle.rapports.docx import en_docx
from maillage.socle.rapports.pdf import en_pdf
from maillage.socle.rapports.reponse import FICHIERS, reponse_rapport

__all__ = ["FICHIERS", "Liste", "Paragraphe", "Rapport", "Section", "Tableau", "en_docx", "en_pdf", "reponse_rapport"]
