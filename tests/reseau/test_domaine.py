"""Texts that name figures, numbers typed by hand, rhythm of contacts, seal: pure."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from maillage.reseau.domain.bilan import ChiffreArrete, accorder, empreinte, un_an_avant
from maillage.reseau.domain.gabarit import fautes, garder_les_lignes_connues, remplir
from maillage.reseau.domain.nombres import nombres_ecrits
from maillage.reseau.domain.rythme import EtatRythme, rythme
from maillage.socle.domain.bilan import ChiffreBilan

CHIFFRES = [
    ChiffreBilan("rencontres.tenues", "Rencontres tenues", 12, "rencontres", "…"),
    ChiffreBilan("formations.heures", "Heures", 375, "heures", "…"),
]
JOUR = dt.date(2026, 3, 16)


def test_un_chiffre_nomme_prend_sa_valeur() -> None:
    assert remplir("{{ a.b }} jours et {{c}}.", {"a.b": "12", "c": "3"}) == "12 jours et 3."


def test_un_nom_inconnu_est_refuse_avec_sa_place() -> None:
    (faute,) = fautes("Une ligne.\nEt {{ a.c }} jours", {"a.b"})
    assert (faute.ligne, faute.colonne) == (2, 4)
    assert "« {{ a.c }} »" in faute.phrase


def test_des_accolades_seules_sont_dites() -> None:
    assert all(fautes(texte, {"a.b"}) for texte in ("{{ a", "a }}", "{{ {{ a.b }} }}"))


def test_la_trame_ne_garde_que_ce_qui_se_compte_ici() -> None:
    assert garder_les_lignes_connues("Oui {{ a }}\nNon {{ b }}\nMots", {"a"}) == "Oui {{ a }}\nMots"


def test_un_nombre_tape_ou_un_chiffre_existe_est_signale() -> None:
    texte = "Nous avons tenu 11 rencontres.\nEt 375 h de plus ; 375 personnes."
    trouves = nombres_ecrits(texte, CHIFFRES)
    assert [(n.ecrit, n.ligne, n.codes[0]) for n in trouves] == [
        ("11", 1, "rencontres.tenues"),
        ("375", 2, "formations.heures"),
    ]
    assert "{{ rencontres.tenues }}" in trouves[0].phrase


def test_une_date_une_annee_un_renvoi_ne_sont_pas_signales() -> None:
    textes = (
        "Le décret du 5 juillet 2024.",
        "En 2025, six dimensions.",
        "Article 12 du décret.",
        "Les {{ rencontres.tenues }} rencontres.",
        "À 12 h, tout commence.",
    )
    assert [texte for texte in textes if nombres_ecrits(texte, CHIFFRES)] == []


def test_le_rythme_compte_douze_mois_et_voit_l_oubli() -> None:
    vivant = rythme([dt.date(2026, 3, 2), dt.date(2025, 4, 3), dt.date(2026, 4, 1)], le=JOUR)
    assert (vivant.dernier, vivant.sur_douze_mois, vivant.etat) == (dt.date(2026, 3, 2), 2, EtatRythme.EN_LIEN)
    assert (vivant.par_mois[-1], vivant.par_mois[0]) == (1, 1)
    assert rythme([dt.date(2025, 3, 16)], le=JOUR).etat is EtatRythme.SANS_NOUVELLES
    assert rythme([dt.date(2025, 9, 16)], le=JOUR).etat is EtatRythme.ESPACE
    assert rythme([], le=JOUR).etat is EtatRythme.SANS_NOUVELLES


def test_le_sceau_change_avec_un_mot_et_pas_avec_l_ordre() -> None:
    deux = [ChiffreArrete(c.code, "x", c.libelle, Decimal(c.valeur or 0), None, c.unite, "") for c in CHIFFRES]
    premier = empreinte({"titre": "A"}, [{"texte": "mots"}], deux)
    assert premier == empreinte({"titre": "A"}, [{"texte": "mots"}], reversed(deux))
    assert premier != empreinte({"titre": "A"}, [{"texte": "mot"}], deux)


def test_un_an_avant_un_29_fevrier_est_le_28() -> None:
    assert un_an_avant(dt.date(2024, 1, 1), dt.date(2024, 2, 29)) == (dt.date(2023, 1, 1), dt.date(2023, 2, 28))


def test_une_unite_s_accorde_avec_son_nombre() -> None:
    assert [accorder("demi-journées suivies", Decimal(n)) for n in (0, 1, 2)] == [
        "demi-journée suivie",
        "demi-journée suivie",
        "demi-journées suivies",
    ]
    assert (accorder("mois", Decimal(1)), accorder("%", Decimal(1)), accorder("jours", None)) == ("mois", "%", "jours")
