"""Conflicts, presence, statuses, states."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.agenda.domain.conflits import Occupation, conflits
from maillage.agenda.domain.erreurs import ErreurAgenda, TransitionImpossible
from maillage.agenda.domain.etat import EtatEvenement, SaisieEvenement, differences
from maillage.agenda.domain.heures import vers_utc
from maillage.agenda.domain.presences import (
    Couverture,
    ExceptionPresence,
    Intervalle,
    couverture,
    est_absent,
    presence_a_noter,
    presence_reunie,
)
from maillage.agenda.domain.statuts import exiger_transition


def _a(heure: float) -> dt.datetime:
    return vers_utc(dt.datetime(2024, 3, 4) + dt.timedelta(hours=heure))


def _occupation(evenement: str, debut: float, fin: float, personne: str = "P1") -> Occupation:
    return Occupation(personne, "Camille Inventée", evenement, f"Atelier {evenement}", _a(debut), _a(fin))


def test_deux_evenements_d_une_personne_qui_se_chevauchent_sont_expliques() -> None:
    (conflit,) = conflits([_occupation("B", 9.5, 11), _occupation("A", 9, 10)])
    assert "Camille Inventée" in conflit.phrase
    assert "lundi 4 mars de 9" in conflit.phrase
    assert "« Atelier A » et « Atelier B »" in conflit.phrase


def test_se_suivre_n_est_pas_se_chevaucher() -> None:
    assert conflits([_occupation("A", 9, 10), _occupation("B", 10, 11)]) == ()


def test_deux_personnes_ne_se_genent_pas() -> None:
    assert conflits([_occupation("A", 9, 10), _occupation("B", 9, 10, personne="P2")]) == ()


def test_un_long_evenement_gene_chacun_de_ceux_qu_il_couvre() -> None:
    trouves = conflits([_occupation("A", 8, 18), _occupation("B", 9, 10), _occupation("C", 11, 12)])
    assert [(c.premier.evenement, c.second.evenement) for c in trouves] == [("A", "B"), ("A", "C")]


@pytest.mark.parametrize(
    ("absences", "attendue"),
    [
        ([], Couverture.AUCUNE),
        ([(8, 9)], Couverture.AUCUNE),
        ([(8, 10)], Couverture.PARTIELLE),
        ([(10, 11)], Couverture.PARTIELLE),
        ([(8, 12)], Couverture.TOTALE),
        ([(10.5, None), (8, 10.5)], Couverture.TOTALE),
        ([(9, 10), (10.5, 12)], Couverture.PARTIELLE),
    ],
)
def test_la_couverture_est_celle_de_l_union_des_absences(absences: list, attendue: Couverture) -> None:
    lues = [Intervalle(_a(debut), None if fin is None else _a(fin)) for debut, fin in absences]
    assert couverture(_a(9), _a(12), lues) is attendue


def test_tout_le_monde_est_la_sauf_ceux_qu_on_sait_absents() -> None:
    assert presence_a_noter("", None, Couverture.AUCUNE) == "PRESENT"
    assert presence_a_noter("", None, Couverture.TOTALE) == "ABSENT"
    assert presence_a_noter("", None, Couverture.PARTIELLE) == ""
    assert presence_a_noter("ABSENT", None, Couverture.AUCUNE) == "ABSENT"
    assert presence_a_noter("ABSENT", ExceptionPresence("PRESENT"), Couverture.TOTALE) == "PRESENT"


def test_est_montre_absent_qui_est_note_absent_ou_couvert() -> None:
    assert est_absent("ABSENT", Couverture.AUCUNE)
    assert est_absent("", Couverture.TOTALE)
    assert not est_absent("PRESENT", Couverture.TOTALE)


def test_reunir_deux_presences_suit_la_regle_r5() -> None:
    assert presence_reunie(["ABSENT", "PRESENT"]) == "PRESENT"
    assert presence_reunie(["", "ABSENT"]) == "ABSENT"
    assert presence_reunie(["", ""]) == ""


@pytest.mark.parametrize(("actuel", "suivant"), [("ANNULE", "REALISE"), ("REALISE", "REALISE"), ("ANNULE", "ANNULE")])
def test_un_statut_ne_suit_pas_n_importe_lequel(actuel: str, suivant: str) -> None:
    with pytest.raises(TransitionImpossible):
        exiger_transition(actuel, suivant)


def test_une_fin_avant_le_debut_ou_trop_loin_est_refusee() -> None:
    debut = dt.datetime(2024, 3, 4, 9)
    for fin in (debut, debut + dt.timedelta(days=32)):
        with pytest.raises(ErreurAgenda):
            SaisieEvenement(debut=debut, fin=fin, categorie="DIRECT_JEUNE").instants()


def test_les_differences_se_lisent_en_francais() -> None:
    debut = dt.datetime(2024, 3, 4, 9)
    commun = {"identifiant": "E", "version": 1, "fin": debut, "categorie": "", "modalite": "", "lieu": "", "statut": ""}
    avant = EtatEvenement(titre="Piscine", debut=debut, unite="", jeunes=("Sacha",), pros=(), **commun)
    apres = EtatEvenement(titre="Piscine", debut=debut + dt.timedelta(hours=1), unite="", jeunes=(), pros=(), **commun)
    debut_change, jeunes = differences(avant, apres)
    assert (debut_change.libelle, jeunes.libelle) == ("Début", "Jeunes")
    assert debut_change.actuel.startswith("lundi 4 mars 2024 à 9")
    assert jeunes.propose == "personne"
