"""Files as other programs write them: encodings, separators, spreadsheets, broken lines."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from odfdo import Cell, Document, Row, Table

from maillage.agenda.imports.readers import CSV, ICS, TABLEUR, FichierIllisible, deviner_format, lire_tableau
from tests.agenda.imports.outils import comptes, creer_monde, faits, importer

TEXTE = "Référence;Date;Début;Fin;Élève;Catégorie\nR1;04/03/2024;9h;10h;Noé Inventé;Séance\n"


@pytest.mark.django_db
@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_chaque_encodage_et_chaque_separateur_donne_le_meme_evenement(encodage: str, separateur: str) -> None:
    monde = creer_monde()
    contenu = TEXTE.replace("Élève", "Usager").replace(";", separateur).replace("\n", "\r\n").encode(encodage)
    assert comptes(importer(monde, contenu)) == (1, 0, 0, 0, 0)
    assert faits()[0][0] == "2024-03-04T08:00:00+00:00"
    assert faits()[0][-2] == [("J2", "", "None")]


def classeur_xlsx(lignes: list[list[Any]]) -> bytes:
    flux = BytesIO()
    classeur = xlsxwriter.Workbook(flux, {"in_memory": True})
    feuille = classeur.add_worksheet()
    formats = {
        dt.datetime: classeur.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        dt.date: classeur.add_format({"num_format": "dd/mm/yyyy"}),
        dt.time: classeur.add_format({"num_format": "hh:mm"}),
    }
    for rang, ligne in enumerate(lignes):
        for colonne, valeur in enumerate(ligne):
            if type(valeur) in formats:
                feuille.write_datetime(rang, colonne, valeur, formats[type(valeur)])
            else:
                feuille.write(rang, colonne, valeur)
    classeur.close()
    return flux.getvalue()


def classeur_ods(lignes: list[list[Any]]) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Feuille")
    for ligne in lignes:
        rang = Row()
        for valeur in ligne:
            rang.append_cell(Cell(valeur))
        table.append_row(rang)
    document.body.append(table)
    flux = BytesIO()
    document.save(flux)
    return flux.getvalue()


@pytest.mark.django_db
def test_un_classeur_xlsx_avec_de_vraies_dates_et_des_nombres() -> None:
    monde = creer_monde()
    lignes = [
        ["id", "date", "debut", "duree", "jeunes", "categorie"],
        [1001, dt.date(2024, 3, 4), dt.time(9, 30), 90, "J1;J2", "Séance"],
        [],
        [1002, dt.date(2024, 3, 4), dt.datetime(2024, 3, 5, 14, 0), "1h15", "J3", "Transport"],
    ]
    assert comptes(importer(monde, classeur_xlsx(lignes), nom="semaine.xlsx")) == (2, 0, 0, 0, 0)
    assert [fait[:2] for fait in faits()] == [
        ("2024-03-04T08:30:00+00:00", "2024-03-04T10:00:00+00:00"),
        ("2024-03-05T13:00:00+00:00", "2024-03-05T14:15:00+00:00"),
    ]
    assert [fait[9] for fait in faits()] == ["1001", "1002"]


@pytest.mark.django_db
def test_un_classeur_ods_donne_la_meme_chose() -> None:
    monde = creer_monde()
    lignes = [
        ["reference", "debut", "fin", "jeunes", "categorie"],
        [7, dt.datetime(2024, 3, 4, 9, 0), dt.datetime(2024, 3, 4, 10, 30), "J1", "DIRECT_JEUNE"],
    ]
    assert comptes(importer(monde, classeur_ods(lignes), nom="semaine.ods")) == (1, 0, 0, 0, 0)
    assert faits()[0][:2] == ("2024-03-04T08:00:00+00:00", "2024-03-04T09:30:00+00:00")


def test_le_format_se_reconnait_au_contenu() -> None:
    assert deviner_format(b"\xef\xbb\xbfBEGIN:VCALENDAR\nEND:VCALENDAR") == ICS
    assert deviner_format(classeur_xlsx([["a"], ["b"]])) == TABLEUR
    assert deviner_format(b"a;b\n1;2") == CSV
    for contenu in (b"", b"  \n", b"%PDF\x00\x01"):
        with pytest.raises(FichierIllisible):
            deviner_format(contenu)


def test_un_faux_classeur_est_refuse_sans_autre_dommage() -> None:
    with pytest.raises(FichierIllisible):
        lire_tableau(b"PK\x03\x04 pas une archive", TABLEUR)


def test_une_cellule_entre_guillemets_peut_tenir_plusieurs_lignes() -> None:
    tableau = lire_tableau(b'a;b\n1;"deux\nlignes ; ici"\n3;4\n', CSV)
    assert [(ligne.numero, ligne.cellules, ligne.motif) for ligne in tableau.lignes] == [
        (2, {"a": "1", "b": "deux\nlignes ; ici"}, ""),
        (4, {"a": "3", "b": "4"}, ""),
    ]


def test_un_guillemet_jamais_ferme_ne_perd_que_sa_ligne() -> None:
    tableau = lire_tableau(b'a;b\n1;"ouvert\n3;4\n5;6\n', CSV)
    assert [(ligne.numero, bool(ligne.motif)) for ligne in tableau.lignes] == [(2, True), (3, False), (4, False)]


def test_deux_guillemets_perdus_ne_mangent_pas_les_lignes_entre_eux() -> None:
    tableau = lire_tableau(b'a;b\n"1;2\n3;4\n5;6"\n7;8\n', CSV)
    assert [(ligne.numero, bool(ligne.motif)) for ligne in tableau.lignes] == [
        (2, True),
        (3, False),
        (4, False),
        (5, False),
    ]


def test_les_entetes_vides_ou_repetees_restent_distinctes() -> None:
    tableau = lire_tableau(b"nom;;nom\n1;2;3\n", CSV)
    assert tableau.entetes == ("nom", "colonne 2", "nom (2)")


def test_un_fichier_sans_ligne_est_refuse() -> None:
    with pytest.raises(FichierIllisible, match="en-têtes"):
        lire_tableau(b"a;b\n", CSV)


@pytest.mark.parametrize("contenu", [b",\n1,2\n", b'"a;b\n1;2\n', b"\n\n"])
def test_une_ligne_d_entetes_inutilisable_est_refusee(contenu: bytes) -> None:
    with pytest.raises(FichierIllisible):
        lire_tableau(contenu, CSV)
