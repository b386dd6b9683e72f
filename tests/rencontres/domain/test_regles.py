"""Pure rules: shares, half-days, doubles, reading of a file, codes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from maillage.rencontres.domain.demi_journees import DemiJournee, demi_journees, duree, heures_suivies
from maillage.rencontres.domain.doublons import PersonneInscrite, cle_de_personne, paires_proches
from maillage.rencontres.domain.lecture import lire_participant, reconnaitre_colonnes, redresser, refus_du_fichier
from maillage.rencontres.domain.partage import DemandePlace, RegleDePartage, attribuer, raison_de_l_attente
from maillage.rencontres.referentiels import regles_des_demi_journees
from maillage.socle.attestations import ALPHABET, ecrire_code, lire_code, nouveau_code

pytestmark = pytest.mark.sans_base
REGLES = regles_des_demi_journees(dt.date(2026, 3, 16))
LE = dt.date(2026, 3, 10)
T = dt.time
ATTENTE = [DemandePlace(1, "a", 0), DemandePlace(2, "a", 1), DemandePlace(3, "b", 2), DemandePlace(4, "a", 3)]


def test_chaque_etablissement_d_abord_puis_l_ordre_d_arrivee() -> None:
    assert attribuer(ATTENTE, [], RegleDePartage(3), le=LE) == [1, 3, 2]
    assert attribuer(ATTENTE, ["a"], RegleDePartage(3), le=LE) == [3, 1]
    assert attribuer(ATTENTE, [], RegleDePartage(None, 2), le=LE) == [1, 3, 2]


def test_une_place_chacun_jusqu_a_un_jour_puis_le_reste() -> None:
    regle = RegleDePartage(10, 5, LE)
    assert attribuer(ATTENTE, [], regle, le=LE) == [1, 3]
    assert attribuer(ATTENTE[1:], ["a"], regle, le=LE + dt.timedelta(days=1)) == [3, 2, 4]
    assert "se partagent ensuite" in raison_de_l_attente("a", ["a"], regle, le=LE)
    assert raison_de_l_attente("a", ["b"], RegleDePartage(1), le=LE) == "Toutes les places sont prises."


def test_une_place_donnee_n_est_jamais_reprise_ni_depassee() -> None:
    assert attribuer(ATTENTE, ["c", "c", "c"], RegleDePartage(2), le=LE) == []


@pytest.mark.parametrize(
    ("debut", "fin", "attendues"),
    [
        (T(9), T(12, 30), ["MATIN"]),
        (T(9), T(13), ["MATIN"]),
        (T(9, 30), T(16, 30), ["MATIN", "APRES_MIDI"]),
        (T(14), T(17), ["APRES_MIDI"]),
        (T(12, 30), T(13), ["APRES_MIDI"]),
        (T(12), T(13), ["MATIN"]),
        (T(12), T(14), ["APRES_MIDI"]),
    ],
)
def test_les_demi_journees_suivent_les_heures(debut: dt.time, fin: dt.time, attendues: list[str]) -> None:
    assert [moment.value for moment in demi_journees(debut, fin, REGLES)] == attendues


def test_les_heures_comptent_ce_qui_est_signe_sans_le_repas() -> None:
    plages = [(LE, T(9, 30), T(16, 30)), (LE + dt.timedelta(days=1), T(9), T(12))]
    assert duree(T(9, 30), T(16, 30), REGLES) == dt.timedelta(hours=5, minutes=30)
    toutes = [(LE, "MATIN"), (LE, "APRES_MIDI"), (LE + dt.timedelta(days=1), "MATIN")]
    assert heures_suivies(plages, toutes, regles_des_demi_journees) == Decimal("8.5")
    assert heures_suivies(plages, [(LE, DemiJournee.MATIN)], regles_des_demi_journees) == Decimal("2.8")
    assert heures_suivies(plages, [], regles_des_demi_journees) == Decimal("0.0")


def test_la_meme_personne_sous_deux_ecritures_est_reperee() -> None:
    assert cle_de_personne("Éric", "Le Guén") == cle_de_personne("LE-GUEN", "eric")
    personnes = [
        PersonneInscrite(1, "Anne-Marie", "Dupont", "am@x.test", "d1"),
        PersonneInscrite(2, "Anne Marie", "Dupond", "", "d1"),
        PersonneInscrite(3, "Anne-Marie", "Dupont", "", "d2"),
        PersonneInscrite(4, "Paul", "Martin", "am@x.test", "d1"),
        PersonneInscrite(5, "Paule", "Lemartin", "", "d9"),
    ]
    assert paires_proches(personnes) == [(1, 2), (1, 3)]


def test_un_fichier_decale_est_refuse_en_entier_une_ligne_fausse_est_dite() -> None:
    colonnes = reconnaitre_colonnes(["Prénom", "NOM", "E-mail", "Établissement *", "Autre"])
    assert set(colonnes) == {"prenom", "nom", "courriel", "structure"}
    decalees = [{"E-mail": "Directeur"}, {"E-mail": "Cheffe"}, {"E-mail": "a@b.fr"}]
    assert "décalées" in refus_du_fichier(colonnes, decalees)
    assert "manque" in refus_du_fichier({"nom": "NOM"}, [])
    ligne = lire_participant(3, {"Prénom": "Zoé", "NOM": "zoe@exemple.test", "E-mail": "x"}, colonnes)
    assert len(ligne.defauts) == 2
    assert "décalée" in ligne.defauts[1]


def test_un_texte_lu_deux_fois_est_redresse() -> None:
    assert redresser("HÃ©lÃ¨ne") == "Hélène"
    assert redresser("Ãñ") == "Ãñ"
    assert redresser("  Zoé   B ") == "Zoé B"


def test_le_code_resiste_aux_fautes_de_frappe() -> None:
    for _ in range(50):
        code = nouveau_code()
        assert lire_code(ecrire_code(code).lower()) == code
        assert lire_code(code.replace("0", "O").replace("1", "l")) == code
        faute = ALPHABET[(ALPHABET.index(code[4]) + 1) % 32]
        assert lire_code(code[:4] + faute + code[5:]) == ""
        if code[2] != code[3]:
            assert lire_code(code[:2] + code[3] + code[2] + code[4:]) == ""
    assert lire_code("") == ""
