"""One problem, one line."""

from __future__ import annotations

import pytest

from maillage.socle.tabulaire.probleme import Probleme


@pytest.mark.parametrize("coupure", ["\r", "\n", "\r\n", "\u2028", "\x0b"])
def test_un_probleme_tient_sur_une_ligne_meme_si_l_entete_se_coupe(coupure: str) -> None:
    assert (
        str(Probleme("jeune.csv", 1, f"nom{coupure}usuel", "colonne inconnue"))
        == "jeune.csv:1:nom usuel: colonne inconnue"
    )
