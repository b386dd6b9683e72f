from __future__ import annotations

import datetime as dt

import pytest

from maillage.territoire.domain.adresses import AdresseTrouvee, Reserve, reserve_sur
from maillage.territoire.domain.rapprochement import FicheReference, comparer
from maillage.territoire.imports.colonnes import lire_jour, lire_nombre

MAI, JUIN = dt.date(2025, 5, 1), dt.date(2025, 6, 1)
CONNUE = {"nom": "École A", "eleves": 30, "revue_motif": "SANS_POSITION", "ferme_le": None, "situation_le": MAI}


def natures(connue: dict[str, object] | None, fiche: FicheReference, le: dt.date = JUIN) -> list[tuple[str, dt.date]]:
    ecart = comparer(connue, fiche, le=le)
    return [(un.nature, un.date) for un in ecart.changements] if ecart else []


def test_une_ligne_n_efface_jamais_et_un_fichier_plus_ancien_ne_change_rien() -> None:
    vide = FicheReference(2, "A", "École A", {"nom": "", "eleves": None})
    ecart = comparer(CONNUE, vide, le=JUIN)
    assert ecart is not None and ecart.valeurs == {}
    assert comparer(CONNUE, FicheReference(2, "A", "B", {"nom": "B"}), le=dt.date(2025, 4, 1)) is None
    sure = comparer(CONNUE, FicheReference(2, "A", "École A", {"revue_motif": ""}), le=JUIN)
    assert sure is not None and (sure.valeurs, sure.changements) == ({"revue_motif": ""}, ())


def test_une_fermeture_et_une_reouverture_sont_datees() -> None:
    fermee = {**CONNUE, "ferme_le": MAI}
    assert natures(CONNUE, FicheReference(2, "A", "École A", {}, ouverte=False)) == [("FERMETURE", JUIN)]
    assert natures(CONNUE, FicheReference(2, "A", "École A", {}, None, MAI)) == [("FERMETURE", MAI)]
    assert natures(fermee, FicheReference(2, "A", "École A", {}, ouverte=False)) == []
    assert natures(fermee, FicheReference(2, "A", "École A", {}, ouverte=True)) == [("REOUVERTURE", JUIN)]
    assert natures(None, FicheReference(2, "A", "École A", {"nom": "École A"}, False, MAI)) == [
        ("CREATION", JUIN),
        ("FERMETURE", MAI),
    ]


@pytest.mark.parametrize(
    ("candidat", "reserve"),
    [
        (None, Reserve.INTROUVABLE),
        (AdresseTrouvee("x", 3.5, 44.5, 0.95, "ADRESSE", "48095"), None),
        (AdresseTrouvee("x", 3.5, 44.5, 0.6, "ADRESSE", "48095"), Reserve.SCORE_FAIBLE),
        (AdresseTrouvee("x", 3.5, 44.5, 0.95, "ADRESSE", "48001"), Reserve.AUTRE_COMMUNE),
        (AdresseTrouvee("x", 3.5, 44.5, 0.95, "COMMUNE", "48095"), Reserve.COMMUNE_SEULE),
        (AdresseTrouvee("x", 44.5, 3.5, 0.95, "ADRESSE", "48095"), Reserve.HORS_DU_PAYS),
    ],
)
def test_une_reponse_douteuse_n_est_pas_prise(candidat: AdresseTrouvee | None, reserve: Reserve | None) -> None:
    assert reserve_sur(candidat, "48095", score_min=0.9) == reserve


def test_nombres_et_dates_se_lisent_comme_les_fichiers_les_ecrivent() -> None:
    assert [lire_nombre(texte) for texte in ("1,5", "-2.25", "1\u202f200", "beaucoup", "")] == [
        1.5,
        -2.25,
        1200,
        None,
        None,
    ]
    assert [lire_jour(texte) for texte in ("2024-11-26", "26/11/2024", "26/13/2024", "")] == [
        dt.date(2024, 11, 26),
        dt.date(2024, 11, 26),
        None,
        None,
    ]
