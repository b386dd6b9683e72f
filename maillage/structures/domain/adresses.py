"""Postal addresses of public files: abbreviations said in full, and when two of them name the same place."""

from __future__ import annotations

import re
import unicodedata

TYPES_DE_VOIE = {
    "ALL": "ALLEE",
    "AV": "AVENUE",
    "BCLE": "BOUCLE",
    "BD": "BOULEVARD",
    "CAR": "CARREFOUR",
    "CHE": "CHEMIN",
    "CHT": "CHATEAU",
    "CHV": "CHEMIN VICINAL",
    "CRS": "COURS",
    "DOM": "DOMAINE",
    "ESP": "ESPLANADE",
    "ESPA": "ESPACE",
    "FG": "FAUBOURG",
    "GR": "GRANDE RUE",
    "IMM": "IMMEUBLE",
    "IMP": "IMPASSE",
    "LD": "LIEU DIT",
    "LOT": "LOTISSEMENT",
    "PAS": "PASSAGE",
    "PL": "PLACE",
    "PROM": "PROMENADE",
    "QU": "QUAI",
    "QUA": "QUARTIER",
    "R": "RUE",
    "RES": "RESIDENCE",
    "RLE": "RUELLE",
    "RPT": "ROND POINT",
    "RTE": "ROUTE",
    "SQ": "SQUARE",
    "TRA": "TRAVERSE",
    "VLA": "VILLA",
    "VOI": "VOIE",
    "ZA": "ZONE ARTISANALE",
    "ZAC": "ZONE D'AMENAGEMENT CONCERTE",
    "ZI": "ZONE INDUSTRIELLE",
}
"""Abbreviations of the kind of street in FINESS files, checked against the long form that the new format also gives."""

DEBUT = re.compile(r"^(?P<numero>\d+)?\s*(?:(?P<indice>[A-Z]|BIS|TER|QUATER)\s+(?=[A-Z]+\s))?(?P<reste>.*)$")


def adresse_en_clair(adresse: str) -> str:
    """Return the address with the kind of street said in full: « 6 R DU LYCEE » gives « 6 RUE DU LYCEE »."""
    numero, indice, voie = _decouper(" ".join(adresse.split()))
    return " ".join(morceau for morceau in (numero, indice, voie) if morceau)


def _decouper(adresse: str) -> tuple[str, str, str]:
    trouve = DEBUT.match(adresse)
    if trouve is None:
        return "", "", adresse
    numero, indice, reste = trouve["numero"] or "", trouve["indice"] or "", trouve["reste"]
    if not numero or indice in TYPES_DE_VOIE:
        reste, indice = f"{indice} {reste}".strip(), ""
    premier, _, suite = reste.partition(" ")
    return numero, indice, f"{TYPES_DE_VOIE.get(premier, premier)} {suite}".strip()


def _mots(texte: str) -> str:
    sans_accent = unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode().upper()
    return " ".join(re.findall(r"[A-Z0-9]+", sans_accent))


def meme_lieu(une: str, autre: str) -> bool:
    """Tell whether two addresses of one commune name the same place: same street, and not two different numbers.

    Spelling, accents, and the letter after the number (which one of the two formats drops) do not matter.
    """
    numero_a, _, voie_a = _decouper(_mots(une))
    numero_b, _, voie_b = _decouper(_mots(autre))
    return voie_a == voie_b and (not numero_a or not numero_b or numero_a == numero_b)
