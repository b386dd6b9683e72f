"""Certificates of attendance: a short code that resists typing errors, and the page as a tagged PDF.

The code is Crockford base32 (no I, L, O, U) with its check character, cut in groups: « 7K3M-9Q2F-XB4T ». It says nothing of anyone; only the
room that keeps it can tell what it certifies. Source: https://www.crockford.com/base32.html (modulo 37).
"""

from __future__ import annotations

import datetime as dt
import io
import json
import secrets
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files

import segno
import typst

from maillage.socle.domain.typographie import ecrire_jour_annee

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CONTROLE = f"{ALPHABET}*~$=U"
LONGUEUR, GROUPE = 11, 4
"""55 bits drawn, then one check character."""
CONFONDUS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None, "\u00a0": None, "\u202f": None})


@dataclass(frozen=True)
class Certificat:
    """What a certificate says. `lignes`: the days attended, in words; `adresse`: where the code is checked."""

    code: str
    nom: str
    structure: str
    titre: str
    lignes: tuple[str, ...]
    heures: str
    emetteur: str
    emise_le: dt.date
    adresse: str


def nouveau_code() -> str:
    """Draw a code, written without its dashes, whose check character is a plain letter or digit."""
    while True:
        corps = "".join(secrets.choice(ALPHABET) for _ in range(LONGUEUR))
        signe = CONTROLE[_valeur(corps) % 37]
        if signe in ALPHABET:
            return corps + signe


def lire_code(saisie: str) -> str:
    """Return the code as it is kept, empty when what was typed cannot be one; case, dashes, O for 0 and I or L for 1 do not matter."""
    code = saisie.strip().upper().translate(CONFONDUS)
    if len(code) != LONGUEUR + 1 or any(signe not in ALPHABET for signe in code):
        return ""
    return code if CONTROLE[_valeur(code[:-1]) % 37] == code[-1] else ""


def ecrire_code(code: str) -> str:
    """Write a code in groups, as people read it aloud."""
    return "-".join(code[rang : rang + GROUPE] for rang in range(0, len(code), GROUPE))


def _valeur(corps: str) -> int:
    total = 0
    for signe in corps:
        total = total * 32 + ALPHABET.index(signe)
    return total


def dessiner_qr(adresse: str, *, taille: int = 4) -> str:
    """Return the QR code of an address as SVG text; the page says the address in words too."""
    flux = io.BytesIO()
    segno.make(adresse, error="m").save(
        flux, kind="svg", scale=taille, border=2, xmldecl=False, dark="#1E2430", light="#FFFFFF"
    )
    return flux.getvalue().decode("utf-8").strip()


@lru_cache
def _modele() -> bytes:
    return (files("maillage.socle.rapports") / "attestation.typ").read_bytes()


def attestation_pdf(certificat: Certificat) -> bytes:
    """Return the certificate as a PDF (PDF/UA-1); words come in as data."""
    instant = dt.datetime.combine(certificat.emise_le, dt.time(), dt.UTC)
    donnees = {
        **asdict(certificat),
        "code": ecrire_code(certificat.code),
        "emise_le": ecrire_jour_annee(certificat.emise_le),
        "qr": dessiner_qr(certificat.adresse),
    }
    return bytes(
        typst.compile(
            _modele(),
            format="pdf",
            sys_inputs={"donnees": json.dumps(donnees, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=int(instant.timestamp()),
        )
    )
