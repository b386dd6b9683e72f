"""Dates, hours, durations, words and people as they are written."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.agenda.domain.heures import vers_local
from maillage.agenda.imports.domain.annuaire import Annuaire, Personne
from maillage.agenda.imports.domain.codes import traduire
from maillage.agenda.imports.domain.colonnes import COLONNES, colonnes_manquantes, deviner_colonnes
from maillage.agenda.imports.domain.valeurs import (
    ValeurInvalide,
    exiger_longueur,
    lire_duree,
    lire_fin,
    lire_heure,
    lire_instant,
    lire_jour,
)

JOUR = dt.date(2024, 3, 4)


@pytest.mark.parametrize("texte", ["2024-03-04", "04/03/2024", "4/3/24", "4.3.2024", "04-03-2024", "45355"])
def test_une_date_se_lit_dans_chaque_ecriture(texte: str) -> None:
    assert lire_jour(texte) == JOUR


@pytest.mark.parametrize("texte", ["9:30", "09:30", "9h30", "9 h 30", "09:30:00", "0.3958333333", "9H30"])
def test_une_heure_se_lit_dans_chaque_ecriture(texte: str) -> None:
    assert lire_heure(texte) == dt.timedelta(hours=9, minutes=30)


@pytest.mark.parametrize("texte", ["90", "90 min", "90.0", "1:30", "1h30", "1 h 30", "1,5 h", "0.0625", "01:30:00"])
def test_une_duree_se_lit_dans_chaque_ecriture(texte: str) -> None:
    assert lire_duree(texte) == dt.timedelta(minutes=90)


@pytest.mark.parametrize(
    "texte", ["2024-03-04T09:30", "04/03/2024 09:30", "04/03/2024 à 9h30", "2024-03-04 09:30:00", "2024-03-04T08:30Z"]
)
def test_une_date_et_heure_se_lit_dans_chaque_ecriture(texte: str) -> None:
    assert vers_local(lire_instant(texte, None)) == dt.datetime(2024, 3, 4, 9, 30)


@pytest.mark.parametrize("texte", ["31/02/2024", "2024-13-01", "hier", "04/03/1890", "5"])
def test_une_date_impossible_dit_comment_l_ecrire(texte: str) -> None:
    with pytest.raises(ValeurInvalide, match=r"écrivez|corrigez"):
        lire_jour(texte)


@pytest.mark.parametrize("texte", ["25:00", "9:75", "midi", "9"])
def test_une_heure_impossible_est_refusee(texte: str) -> None:
    with pytest.raises(ValeurInvalide):
        lire_instant(texte, JOUR)


def test_l_heure_qui_n_existe_pas_est_refusee_et_l_heure_double_est_la_premiere() -> None:
    with pytest.raises(ValeurInvalide, match="n'existe pas"):
        lire_instant("02:30", dt.date(2024, 3, 31))
    assert lire_instant("02:30", dt.date(2024, 10, 27)).hour == 0


@pytest.mark.parametrize(
    ("jour", "debut", "fin", "minutes"),
    [
        (JOUR, "9:00", "12:00", 180),
        (JOUR, "19:00", "8:00", 780),
        (dt.date(2024, 3, 30), "19:00", "8:00", 720),
        (dt.date(2024, 10, 26), "19:00", "8:00", 840),
        (JOUR, "9:00", "24:00", 900),
        (JOUR, "9:00", "05/03/2024 09:00", 1440),
    ],
)
def test_la_fin_suit_le_debut_et_les_horloges(jour: dt.date, debut: str, fin: str, minutes: int) -> None:
    depart = lire_instant(debut, jour)
    assert (lire_fin(fin, depart) - depart).total_seconds() / 60 == minutes


def test_la_longueur_d_un_evenement_est_bornee() -> None:
    debut = lire_instant("9:00", JOUR)
    exiger_longueur(debut, debut + dt.timedelta(minutes=1))
    for fin in (debut, debut + dt.timedelta(days=31, hours=2)):
        with pytest.raises(ValeurInvalide):
            exiger_longueur(debut, fin)


def test_les_colonnes_se_devinent_malgre_accents_et_synonymes() -> None:
    entetes = [
        "N°",
        "Date de l'acte",
        "Heure de début",
        "Durée (min)",
        "Nom de l'usager",
        "Prénom de l’usager",
        "Type d'acte",
    ]
    assert deviner_colonnes(entetes) == {
        "date": "Date de l'acte",
        "debut": "Heure de début",
        "duree": "Durée (min)",
        "jeune_nom": "Nom de l'usager",
        "jeune_prenom": "Prénom de l’usager",
        "categorie": "Type d'acte",
    }


def test_nos_propres_noms_de_colonnes_se_reconnaissent_tous() -> None:
    assert deviner_colonnes(list(COLONNES)) == {code: code for code in COLONNES}


def test_une_correspondance_incomplete_dit_ce_qui_manque() -> None:
    assert len(colonnes_manquantes({})) == 3
    assert colonnes_manquantes({"debut": "a", "duree": "b", "jeunes": "c"}) == []
    assert "jeune_prenom" in colonnes_manquantes({"debut": "a", "fin": "b", "jeune_nom": "c"})[0]


def test_les_mots_des_autres_logiciels_deviennent_nos_codes() -> None:
    assert traduire("modalite", "Internat", {}) == "AN"
    assert traduire("statut", "Effectué", {}) == "REALISE"
    assert traduire("categorie", "inconnu", {}) is None
    assert traduire("categorie", "Inconnu !", {"categorie": {"inconnu": "INDIRECT"}}) == "INDIRECT"
    assert traduire("modalite", "Sans objet", {"modalite": {"sans objet": ""}}) == ""


def test_une_personne_se_trouve_par_identifiant_ou_par_nom_et_l_ambiguite_se_dit() -> None:
    annuaire = Annuaire(
        [Personne(1, "A1", "Exemple", "Zoé"), Personne(2, "B2", "Doublon", "Lou"), Personne(3, "B3", "Doublon", "Lou")],
        qui="jeune",
    )
    assert [annuaire.trouver(nom) for nom in ("A1", "Zoé Exemple", "EXEMPLE ZOE", "B3")] == [1, 1, 1, 3]
    with pytest.raises(ValeurInvalide, match=r"2 personnes.*B2, B3"):
        annuaire.trouver("Lou Doublon")
    with pytest.raises(ValeurInvalide, match="vérifiez"):
        annuaire.trouver("Zoé")
    assert annuaire.reperer("Rendez-vous avec Zoé Exemple (école)") == [1]
