from __future__ import annotations

import datetime as dt
import io

from python_calamine import CalamineWorkbook

from maillage.socle.tabulaire.ecriture import en_csv, en_xlsx

COLONNES = ("Nom", "Nombre", "Date")
LIGNES = [("=1+1", 3, dt.date(2024, 3, 4)), ("Élan", None, None)]


def test_le_csv_s_ouvre_en_francais_sans_formule() -> None:
    texte = en_csv(COLONNES, LIGNES).decode("utf-8-sig")
    assert texte.splitlines() == ["Nom;Nombre;Date", "'=1+1;3;2024-03-04", "Élan;;"]


def test_le_classeur_garde_le_texte_tel_quel() -> None:
    classeur = CalamineWorkbook.from_filelike(io.BytesIO(en_xlsx("Essai", COLONNES, LIGNES)))
    assert classeur.get_sheet_by_name("Essai").to_python() == [
        ["Nom", "Nombre", "Date"],
        ["=1+1", 3.0, "2024-03-04"],
        ["Élan", "", ""],
    ]
