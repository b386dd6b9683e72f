from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from maillage.activite.domain import vocabulaire as codes
from maillage.activite.domain.alertes import ALERTES, BLOQUANTE
from maillage.activite.domain.parametres import CONTROLES, cles_fautives
from maillage.activite.domain.periode import Periode, PeriodeInvalide
from maillage.activite.lecture.connexion import ouvrir_connexion
from maillage.activite.moteur.composantes import composantes
from maillage.activite.moteur.mesures import arrondir, taux
from maillage.activite.regles import JEUX, charger_jeu, lire_surcharges
from maillage.socle import vocabulaire
from tests.conftest import exiger_partage


def test_les_codes_du_decompte_sont_ceux_du_socle() -> None:
    paires = [
        (codes.MODALITES, vocabulaire.Modalite),
        (codes.CRENEAUX, vocabulaire.Creneau),
        (codes.PHASES, vocabulaire.TypePhase),
        (codes.CATEGORIES, vocabulaire.Categorie),
        (codes.STATUTS, vocabulaire.Statut),
        (codes.MOTIFS_ABSENCE, vocabulaire.MotifAbsence),
        (codes.CODES_SCOLARITE, vocabulaire.CodeScolarite),
    ]
    for liste, choix in paires:
        assert set(liste) == set(choix.values)


def test_l_ordre_des_types_sql_est_l_ordre_de_priorite() -> None:
    attendus = {
        "t_phase": codes.PHASES,
        "t_statut": codes.STATUTS,
        "t_modalite": codes.MODALITES,
        "t_classe": codes.CLASSES,
    }
    with ouvrir_connexion() as connexion:
        for nom, valeurs in attendus.items():
            assert connexion.execute(f"SELECT enum_range(NULL::{nom})").fetchone() == (list(valeurs),)


@pytest.mark.parametrize("nom", JEUX)
def test_les_jeux_livres_sont_ceux_du_contrat(nom: str) -> None:
    jeu = charger_jeu(nom)
    livre = Path(__file__).parents[2] / "maillage/activite/regles" / f"{nom}.toml"
    assert livre.read_bytes() == exiger_partage("activite", "regles", f"{nom}.toml").read_bytes()
    assert set(jeu.sources) == set(CONTROLES)
    assert jeu.statut in ("reconstitué", "sourcé en partie")
    assert all(jeu.source(parametre)[0] in "SPD" for parametre in CONTROLES)


def test_surcharge_fond_les_lieux_et_remplace_les_listes() -> None:
    jeu = charger_jeu("aire-2024").surcharge({"lieux": {"PISCINE": "PMO"}, "seuils": [10]})
    assert jeu.parametres.lieux["PISCINE"] == "PMO"
    assert jeu.parametres.lieux["ECOLE"] == "PMO"
    assert jeu.parametres.seuils == (10,)
    assert charger_jeu("aire-2024").parametres.seuils == (60, 240, 720, 1440)


def test_un_jeu_inconnu() -> None:
    with pytest.raises(KeyError):
        charger_jeu("aire-2030")


@pytest.mark.parametrize(
    ("cle", "valeur"),
    [
        ("poids_indirect", Decimal("0.0000001")),
        ("poids_indirect", float("nan")),
        ("credit_nuit", True),
        ("credit_nuit", 100_000),
        ("heure_nuit", "02:00"),
        ("heure_nuit", "3:00"),
        ("creneau_matin", ["12:00", "08:00"]),
        ("seuils", []),
        ("seuils", [0, 10]),
        ("seuils", [60, 60]),
        ("lieux", {"": "AJ"}),
        ("lieux", {"X": "YZ"}),
        ("phases_journees", "ACCOMPAGNEMENT"),
        ("codes_scolarite_ordinaire", ["14"]),
        ("bonus", 1),
    ],
)
def test_valeurs_de_parametre_refusees(cle: str, valeur: object) -> None:
    assert set(cles_fautives({cle: valeur})) == {cle}


def test_un_fichier_de_parametres_illisible(tmp_path: Path) -> None:
    fichier = tmp_path / "p.toml"
    fichier.write_text("[parametres\n")
    assert [(p.fichier, p.ligne, p.colonne) for p in lire_surcharges(fichier)[1]] == [("p.toml", 0, "*")]
    fichier.write_text("parametres = 3\n")
    assert [p.colonne for p in lire_surcharges(fichier)[1]] == ["parametres"]


def test_periodes() -> None:
    annee = Periode.depuis_libelle("2024")
    assert (annee.debut, annee.fin, annee.arrete) == (date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 10))
    assert len({annee.compteur(semaine) for semaine in annee.semaines}) == 4
    fenetre = Periode.depuis_libelle("2024-T1", debut=date(2024, 6, 24), fin=date(2024, 7, 7))
    assert {fenetre.compteur(semaine) for semaine in fenetre.semaines} == {"2024-T1"}
    assert (fenetre.premier_jour_utile, fenetre.dernier_jour_utile) == (date(2024, 6, 23), date(2024, 7, 8))


@pytest.mark.parametrize("libelle", ["2024-T5", "1999", "2101", "2024-T", "24", "2024-t1", "2024-T1 "])
def test_libelles_refuses(libelle: str) -> None:
    with pytest.raises(PeriodeInvalide):
        Periode.depuis_libelle(libelle)


def test_une_periode_a_l_envers() -> None:
    with pytest.raises(PeriodeInvalide):
        Periode("2024", date(2024, 2, 1), date(2024, 1, 1), date(2024, 2, 1))


def test_trois_alertes_bloquent_et_toutes_disent_quoi_faire() -> None:
    assert sum(alerte.gravite == BLOQUANTE for alerte in ALERTES.values()) == 3
    assert all(alerte.libelle and alerte.geste.endswith(".") for alerte in ALERTES.values())


def test_arrondi_loin_de_zero_depuis_la_valeur_exacte() -> None:
    assert arrondir(Fraction(15625, 100_000)) == 0.1563
    assert arrondir(Fraction(-15625, 100_000)) == -0.1563
    assert taux(1, 3) == 0.3333
    assert taux(3, 0) is None
    assert taux(4, 2) == 2


def test_composantes_connexes() -> None:
    noms = composantes([(1, 2), (3, 4), (2, 5), (6, 3)])
    assert noms[1] == noms[2] == noms[5] != noms[3]
    assert noms[3] == noms[4] == noms[6]
    assert composantes([]) == {}
