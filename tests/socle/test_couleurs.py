"""The contrast of the tokens, in light and in dark: 7:1 for text, 3:1 for controls and drawings."""

from __future__ import annotations

import re

import pytest

from tests.conftest import RACINE

TOKENS = RACINE / "maillage" / "socle" / "static" / "socle" / "css" / "tokens.css"
COULEURS = {
    nom: (clair, sombre)
    for nom, clair, sombre in re.findall(
        r"--([a-z-]+|classe-\d): light-dark\((#\w{6}), (#\w{6})\)", TOKENS.read_text(encoding="utf-8")
    )
}
TEXTES = [
    (texte, fond)
    for texte in ("encre", "encre-calme-texte", "action", "succes-texte", "danger-texte", "attention-texte")
    for fond in ("papier", "surface")
] + [
    ("encre", "creux"),
    ("encre", "attention-fond"),
    ("encre", "danger-fond"),
    ("encre", "succes-fond"),
    ("encre", "action-fond"),
    ("action-encre", "action"),
    ("papier", "encre"),
    *(("modalite-encre", modalite) for modalite in ("jour", "nuit", "ordinaire", "appui", "suivi")),
]
DESSINS = [
    (dessin, fond)
    for dessin in (
        "bord-controle",
        "focus",
        "encre-calme",
        "action",
        "attention",
        "jour",
        "nuit",
        "ordinaire",
        "appui",
        "suivi",
    )
    for fond in ("papier", "surface")
]


def luminance(couleur: str) -> float:
    parts = [int(couleur[rang : rang + 2], 16) / 255 for rang in (1, 3, 5)]
    rouge, vert, bleu = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def contraste(une: str, autre: str) -> float:
    claire, sombre = sorted((luminance(une), luminance(autre)), reverse=True)
    return (claire + 0.05) / (sombre + 0.05)


def trop_faibles(paires: list[tuple[str, str]], theme: int, minimum: float) -> list[tuple[str, str, float]]:
    mesures = [(a, b, round(contraste(COULEURS[a][theme], COULEURS[b][theme]), 2)) for a, b in paires]
    return [mesure for mesure in mesures if mesure[2] < minimum]


@pytest.mark.parametrize("theme", [0, 1], ids=["clair", "sombre"])
def test_le_texte_a_un_contraste_de_sept(theme: int) -> None:
    assert trop_faibles(TEXTES, theme, 7.0) == []


@pytest.mark.parametrize("theme", [0, 1], ids=["clair", "sombre"])
def test_les_controles_ont_un_contraste_de_trois(theme: int) -> None:
    assert trop_faibles(DESSINS, theme, 3.0) == []


def test_noir_sur_blanc_fait_vingt_et_un() -> None:
    assert contraste("#000000", "#FFFFFF") == pytest.approx(21)
