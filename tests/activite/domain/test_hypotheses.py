"""Parameters typed by people."""

from __future__ import annotations

from dataclasses import fields

import pytest

from maillage.activite.domain.hypotheses import LIBELLES, PROPOSES, ecrire_valeur, lire_valeur
from maillage.activite.domain.parametres import Parametres
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
