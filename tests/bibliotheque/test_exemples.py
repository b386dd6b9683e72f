"""The FAQ tells the truth: each counting answer gives, counted by the engine, the figures that its page shows."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from maillage.activite.commande import executer
from maillage.activite.domain.catalogue.regles import TOUTES
from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.exemples import ExempleComptage, tables_du_contrat
from maillage.bibliotheque.referentiels.faq import exemples, questions_livrees
from tests.activite.test_faq import chiffre

pytestmark = pytest.mark.sans_base


def ecrire(exemple: ExempleComptage, dossier: Path) -> None:
    for nom, lignes in tables_du_contrat(exemple).items():
        colonnes = list(dict.fromkeys(colonne for ligne in lignes for colonne in ligne))
        with (dossier / f"{nom}.csv").open("w", encoding="utf-8", newline="") as flux:
            sortie = csv.DictWriter(flux, colonnes, restval="")
            sortie.writeheader()
            sortie.writerows(lignes)


@pytest.mark.parametrize("exemple", exemples().values(), ids=lambda exemple: exemple.code)
def test_le_moteur_donne_les_chiffres_de_la_reponse(exemple: ExempleComptage, tmp_path: Path) -> None:
    ecrire(exemple, tmp_path)
    sortie = tmp_path / "resultat.json"
    options = ["--regles", exemple.bareme, "--periode", exemple.periode, "--sortie", str(sortie)]
    assert executer([str(tmp_path), *options]) == 0
    (dispositif,) = json.loads(sortie.read_text("utf-8"))["dispositifs"]
    comptes = {attendu.nom: chiffre(dispositif, attendu.nom) for attendu in exemple.attendus}
    assert comptes == {attendu.nom: Decimal(attendu.valeur) for attendu in exemple.attendus}


def test_la_faq_livree_a_de_quoi_commencer_et_chaque_reponse_dit_sa_source() -> None:
    livrees = questions_livrees().values()
    assert len(livrees) >= 10
    assert len(exemples()) >= 8
    assert all(livree.source and livree.theme in referentiels.themes() for livree in livrees)


def test_une_reponse_au_bareme_reconstitue_le_dit() -> None:
    for livree in questions_livrees().values():
        if livree.exemple and livree.exemple.reconstitue:
            assert livree.statut == "RECONSTITUEE", livree.code
            assert "reconstitué" in livree.reponse
            assert "AIRe" in livree.reponse


def test_les_regles_citees_sont_celles_du_moteur_mot_pour_mot() -> None:
    moteur = {regle.id: (regle.titre, regle.texte, regle.source, regle.statut) for regle in TOUTES}
    citees = {code for exemple in exemples().values() for code in exemple.regles}
    assert citees == referentiels.regles_citees().keys()
    for code, regle in referentiels.regles_citees().items():
        assert (regle.titre, regle.texte, regle.source, regle.statut) == moteur[code]
