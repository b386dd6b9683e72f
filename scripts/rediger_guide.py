"""Write docs/guide/scenarios/*.md from the scenarios beside them (`*.feature`), which the suite plays: the guide says what was done and seen.

`python scripts/rediger_guide.py` writes, `--verifier` tells whether the pages are up to date (exit status 1 when not).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
DOSSIER = RACINE / "docs" / "guide" / "scenarios"
IMAGES = RACINE / "docs" / "images" / "guide"
ETAPE = re.compile(r"^(Étant donné|Quand|Alors|Et|Mais) (.*)$")
IMAGE = re.compile(r"^je garde l'image \"(.+)\"$")
AVERTISSEMENT = "<!-- Page écrite par scripts/rediger_guide.py : modifiez le fichier .feature, puis relancez-le. -->"


def rediger(texte: str) -> str:
    """Return the page of one feature: its title, what it is for, its scenarios as numbered steps, its pictures."""
    lignes: list[str] = [AVERTISSEMENT, ""]
    rang = 0
    for brute in texte.splitlines():
        ligne = brute.strip()
        if ligne.startswith("Fonctionnalité: "):
            lignes += [f"# {ligne.removeprefix('Fonctionnalité: ')}", ""]
        elif ligne.startswith("Scénario: "):
            rang = 0
            lignes += ["", f"## {ligne.removeprefix('Scénario: ')}", ""]
        elif trouve := ETAPE.match(ligne):
            if image := IMAGE.match(trouve[2]):
                lignes += ["", *_image(image[1]), ""]
            else:
                rang += 1
                lignes.append(f"{rang}. {trouve[1]} {_en_gras(trouve[2])}.")
        elif ligne and not ligne.startswith(("#", "@")):
            lignes.append(ligne)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lignes)).rstrip() + "\n"


def _en_gras(etape: str) -> str:
    return re.sub(r'"([^"]+)"', r"**\1**", etape)


def _image(nom: str) -> list[str]:
    """A picture that was not taken yet is left out: the words stand without it."""
    return (
        [f"![{nom.replace('-', ' ').capitalize()}](../../images/guide/{nom}.png)"]
        if (IMAGES / f"{nom}.png").exists()
        else []
    )


def pages() -> dict[Path, str]:
    """Return every page of the guide made from scenarios, with its text."""
    return {
        feature.with_suffix(".md"): rediger(feature.read_text("utf-8")) for feature in sorted(DOSSIER.glob("*.feature"))
    }


def main(arguments: list[str]) -> int:
    """Write the pages, or say which are not up to date."""
    en_retard = [page for page, texte in pages().items() if not page.exists() or page.read_text("utf-8") != texte]
    if "--verifier" in arguments:
        sys.stdout.write("".join(f"{page.relative_to(RACINE)} n'est pas à jour\n" for page in en_retard))
        return 1 if en_retard else 0
    for page in en_retard:
        page.write_text(pages()[page], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
