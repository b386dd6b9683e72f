"""The user guide tells the truth: each counting example gives the figures that the page prints."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from maillage.activite.commande import executer
from tests.activite.faq import DOSSIER_EXEMPLE, PAGE, PAGE_COMMANDES, Exemple, exemples

pytestmark = pytest.mark.sans_base
EXEMPLES = exemples()
PERIODE = "2026-T1"


def compter(exemple: Exemple, dossier: Path) -> dict[str, Any]:
    """The only dispositif of the result, as `maillage compter` writes it."""
    exemple.ecrire(dossier)
    options = []
    if exemple.reglage:
        (dossier / "reglages.toml").write_text(f"[parametres]\n{exemple.reglage}\n", "utf-8")
        options += ["--parametres", str(dossier / "reglages.toml")]
    return compter_dossier(dossier, dossier / "resultat.json", exemple.regles, *options)


def compter_dossier(dossier: Path, sortie: Path, regles: str, *options: str) -> dict[str, Any]:
    arguments = [str(dossier), "--regles", regles, "--periode", PERIODE, *options, "--sortie", str(sortie)]
    assert executer(arguments) == 0
    dispositif: dict[str, Any] = json.loads(sortie.read_text("utf-8"))["dispositifs"][0]
    return dispositif


def chiffre(dispositif: dict[str, Any], nom: str) -> Decimal | None:
    """A measure by its dotted path (the element of a list by its reason), or the number of alerts of a code."""
    alertes: dict[str, int] = dispositif["qualite"]["alertes_par_code"]
    if nom in alertes:
        return Decimal(alertes[nom])
    valeur: Any = dispositif["mesures"]
    for cle in nom.split("."):
        valeur = next(e for e in valeur if e["motif"] == cle) if isinstance(valeur, list) else valeur[cle]
    return None if valeur is None else Decimal(str(valeur))


def test_chaque_question_de_la_page_a_son_exemple() -> None:
    questions = [ligne[4:] for ligne in PAGE.read_text("utf-8").splitlines() if ligne.startswith("### ")]
    assert [str(exemple) for exemple in EXEMPLES] == questions
    assert len(EXEMPLES) > 30


@pytest.mark.parametrize("exemple", EXEMPLES, ids=str)
def test_l_exemple_donne_les_chiffres_de_la_page(exemple: Exemple, tmp_path: Path) -> None:
    dispositif = compter(exemple, tmp_path)
    assert {nom: chiffre(dispositif, nom) for nom, _ in exemple.attendus()} == dict(exemple.attendus())


def test_le_dossier_livre_donne_les_chiffres_de_la_page_des_commandes(tmp_path: Path) -> None:
    (page,) = exemples(PAGE_COMMANDES, titre="## ")
    dispositif = compter_dossier(DOSSIER_EXEMPLE, tmp_path / "resultat.json", page.regles)
    assert {nom: chiffre(dispositif, nom) for nom, _ in page.attendus()} == dict(page.attendus())
