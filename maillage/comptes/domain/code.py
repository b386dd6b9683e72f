"""Codes given in person: twelve characters without ambiguous letters, the first four name the code, the last eight are the secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LONGUEUR_REFERENCE, LONGUEUR, GROUPE = 4, 12, 4
ESSAIS_PERMIS = 5
"""Beyond, the code is dead: a secret of 40 bits cannot be found in five tries."""
DUREE = timedelta(days=14)
MOT_DE_PASSE_PAR_CODE = "comptes.choisir_mot_de_passe_avec_code"
"""The act of the journal that the account itself is told of: nobody takes over an account unseen."""
SANS_ADRESSE = "espace.invalid"
"""Domain of the names of sign-in of whoever has no mailbox: reserved (RFC 2606), no mail can ever leave for it."""


@dataclass(frozen=True)
class CodeLu:
    """A code as someone typed it, cut in two."""

    reference: str
    secret: str


def lire_code(saisie: str) -> CodeLu | None:
    """Return the two parts of what was typed, whatever its spaces, dashes and case; None when it cannot be a code."""
    propre = "".join(lettre for lettre in saisie.upper() if lettre.isalnum())
    if len(propre) != LONGUEUR or not propre.isascii():
        return None
    return CodeLu(propre[:LONGUEUR_REFERENCE], propre[LONGUEUR_REFERENCE:])


def ecrire_code(code: str) -> str:
    """Write a code in groups of four: « K7P4-93XM-TT2H »."""
    return "-".join(code[debut : debut + GROUPE] for debut in range(0, len(code), GROUPE))


def est_utilisable(*, maintenant: datetime, expire_le: datetime, essais: int, utilise: bool, revoque: bool) -> bool:
    """Tell whether a code still opens something: once, before its end, after few enough wrong tries."""
    return not utilise and not revoque and essais < ESSAIS_PERMIS and maintenant < expire_le
