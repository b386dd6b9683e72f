"""Parameters typed by people."""

from __future__ import annotations

from dataclasses import fields

import pytest

from maillage.activite.domain.hypotheses import CHOIX, LIBELLES, PROPOSES, ecrire_valeur, lire_valeur
from maillage.activite.domain.parametres import Parametres
from maillage.activite.domain.parametres_en_mots import LIEUX_DITS, MOTS, dire_source, dire_valeur
from maillage.activite.regles import JEUX, charger_jeu

pytestmark = pytest.mark.sans_base


def test_chaque_parametre_a_un_libelle() -> None:
    assert set(LIBELLES) == {champ.name for champ in fields(Parametres)}


@pytest.mark.parametrize("identifiant", JEUX)
def test_relire_ce_qui_est_ecrit_ne_change_rien(identifiant: str) -> None:
    jeu = charger_jeu(identifiant)
    relus = {nom: lire_valeur(nom, ecrire_valeur(getattr(jeu.parametres, nom))) for nom in PROPOSES}
    assert jeu.surcharge(relus).parametres == jeu.parametres


@pytest.mark.parametrize(
    ("nom", "texte"),
    [
        ("seuils", "240 ; 60"),
        ("seuils", ""),
        ("credit_nuit", "beaucoup"),
        ("poids_transport", "-1"),
        ("creneau_matin", "13:00 ; 06:00"),
        ("entourage_compte", "peut-être"),
        ("mode_acte", "AUTRE"),
    ],
)
def test_une_valeur_hors_domaine_est_refusee(nom: str, texte: str) -> None:
    with pytest.raises(ValueError, match=r"[É\w]"):
        lire_valeur(nom, texte)


def test_chaque_parametre_est_propose_une_fois() -> None:
    assert sorted([*PROPOSES, "lieux"]) == sorted(LIBELLES)


@pytest.mark.parametrize("identifiant", JEUX)
def test_aucun_code_ni_lettre_ne_se_lit_dans_les_reglages(identifiant: str) -> None:
    jeu = charger_jeu(identifiant)
    assert all(set(codes) <= set(MOTS[nom]) for nom, codes in CHOIX.items())
    assert set(LIEUX_DITS) == set(jeu.parametres.lieux)
    dits = [dire_valeur(nom, getattr(jeu.parametres, nom)) for nom in LIBELLES]
    codes = {code for mots in (*MOTS.values(), LIEUX_DITS) for code in mots}
    assert [dit for dit in dits if codes & set(dit.split())] == []
    sources = [dire_source(nom, source) for nom, source in jeu.sources.items()]
    assert [source for source in sources if not source.startswith(("sourcé", "choix de conception"))] == []
    assert [source for source in sources if " D" in source.replace(" DE", "")] == []


@pytest.mark.parametrize(
    ("nom", "source", "attendu"),
    [
        (
            "creneau_matin",
            "P (R9) : bornes de la demi-journée non sourcées",
            "sourcé en partie, règle R9 : bornes de la demi-journée non sourcées",
        ),
        ("phases_journees", "D (R9-R16)", "choix de conception, règles R9 à R16"),
        (
            "suivi_annees",
            "S durée (R26) : trois ans ; bornes D",
            "sourcé (durée), règle R26 : trois ans ; bornes : choix de conception",
        ),
        ("sans_phase", "D (R7) : REJETER ou PONCTUEL", "choix de conception, règle R7"),
    ],
)
def test_la_source_d_un_reglage_se_lit_sans_lettre(nom: str, source: str, attendu: str) -> None:
    assert dire_source(nom, source) == attendu
