from __future__ import annotations

import datetime as dt

import pytest

from maillage.structures.domain.ouverture import (
    CalendrierOuverture,
    LigneException,
    creneaux_a_changer,
    ouvert_par_defaut,
    periodes_d_exception,
)

JEUDI = dt.date(2024, 3, 14)
VENDREDI = dt.date(2024, 3, 15)
SAMEDI = dt.date(2024, 3, 16)
LUNDI_DE_PAQUES = dt.date(2024, 4, 1)
DIMANCHE_DE_PAQUES = dt.date(2024, 3, 31)


@pytest.mark.parametrize(
    ("modalite", "jour", "creneau", "attendu"),
    [
        ("AJ", JEUDI, "MATIN", True),
        ("AJ", JEUDI, "NUIT", False),
        ("PMO", VENDREDI, "APRES_MIDI", True),
        ("AJ", SAMEDI, "MATIN", False),
        ("AJ", LUNDI_DE_PAQUES, "MATIN", False),
        ("AN", JEUDI, "NUIT", True),
        ("AN", VENDREDI, "NUIT", False),
        ("AN", dt.date(2024, 4, 30), "NUIT", False),
        ("AN", JEUDI, "MATIN", False),
    ],
)
def test_le_calendrier_par_defaut_suit_la_regle_14(modalite: str, jour: dt.date, creneau: str, attendu: bool) -> None:
    assert ouvert_par_defaut(modalite, jour, creneau) is attendu


def test_une_exception_l_emporte_sur_le_defaut() -> None:
    calendrier = CalendrierOuverture({("AJ", SAMEDI, "MATIN"): True, ("AJ", JEUDI, "MATIN"): False})
    assert calendrier.est_ouvert("AJ", SAMEDI, "MATIN")
    assert calendrier.etat_du_jour("AJ", SAMEDI) == "PARTIEL"
    assert calendrier.etat_du_jour("AJ", JEUDI) == "PARTIEL"
    assert calendrier.jours_ouverts("AJ", dt.date(2024, 3, 11), dt.date(2024, 3, 17)) == 6


def test_fermer_une_semaine_ne_touche_que_les_creneaux_ouverts() -> None:
    cles = list(
        creneaux_a_changer(
            CalendrierOuverture(),
            debut=dt.date(2024, 3, 11),
            fin=dt.date(2024, 3, 17),
            modalites=["AJ", "AN"],
            creneaux=(),
            ouvert=False,
        )
    )
    assert len([cle for cle in cles if cle[0] == "AJ"]) == 10
    assert len([cle for cle in cles if cle[0] == "AN"]) == 4


def test_les_creneaux_d_un_geste_se_lisent_comme_une_periode_par_dessus_le_week_end() -> None:
    jours = [dt.date(2024, 3, 14), dt.date(2024, 3, 15), dt.date(2024, 3, 18), dt.date(2024, 3, 25)]
    lignes = [
        LigneException(jour, "AJ", creneau, False, "Travaux", "A1")
        for jour in jours
        for creneau in ("MATIN", "APRES_MIDI")
    ]
    periodes = periodes_d_exception(lignes, CalendrierOuverture())
    assert [(periode.debut, periode.fin) for periode in periodes] == [
        (dt.date(2024, 3, 14), dt.date(2024, 3, 18)),
        (dt.date(2024, 3, 25), dt.date(2024, 3, 25)),
    ]
    assert periodes[0].modalites == ("AJ",)
    assert periodes[0].actes == ("A1",)
