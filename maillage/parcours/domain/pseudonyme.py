"""Recognising the same person in two waiting lists without a name: keyed hashes of normalised traits of identity.

HMAC-SHA-256 under a key of the installation: without it a hash cannot be made from a guessed name. Source: RGPD art. 4 (5) (pseudonymisation),
reglementation 9.6 (keyed hash, pseudonymised data remain personal data).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date

from maillage.socle.domain.texte import plier

INS = re.compile(r"^[1-478]\d{5}[0-9AB]\d{6}(\d{2})$")
CORSE = {"A": "0", "B": "0"}
RETRAIT_CORSE = {"A": 1_000_000, "B": 2_000_000}
"""2A and 2B are read as 19 and 18 once these are taken off the number of thirteen figures (rule of the key of the NIR)."""
LONGUEUR_ETIQUETTE = 8


@dataclass(frozen=True)
class Traits:
    """What identifies a person: name, given name, birth date, and the national health identity (INS) when it is known."""

    nom: str
    prenom: str
    naissance: date | None
    ins: str = ""

    @property
    def complets(self) -> bool:
        """Tell whether the person can be recognised at all."""
        return bool(normaliser(self.nom) and normaliser(self.prenom) and self.naissance)


@dataclass(frozen=True)
class Pseudonymes:
    """The hash of the traits, and that of the INS (empty when it is not known); hexadecimal."""

    traits: str
    ins: str = ""


def normaliser(nom: str) -> str:
    """Keep only unaccented letters: « Éva-Lou » and « EVA LOU » are one name."""
    return re.sub(r"[^a-z]", "", plier(nom))


def ins_plausible(ins: str) -> bool:
    """Tell whether a number has the form of a matricule INS (a NIR of fifteen characters) and its control key."""
    trouve = INS.match(ins)
    if trouve is None:
        return False
    departement = ins[6]
    numero = int(ins[:6] + CORSE.get(departement, departement) + ins[7:13]) - RETRAIT_CORSE.get(departement, 0)
    return 97 - numero % 97 == int(trouve[1])


def pseudonymiser(cle: bytes, traits: Traits) -> Pseudonymes | None:
    """Return the keyed hashes of a person, None when the traits do not say enough."""
    if not traits.complets or traits.naissance is None:
        return None
    mots = (normaliser(traits.nom), normaliser(traits.prenom), traits.naissance.isoformat())
    return Pseudonymes(
        traits=_hacher(cle, "traits", *mots),
        ins=_hacher(cle, "ins", traits.ins) if traits.ins else "",
    )


def meme_personne(une: Pseudonymes, autre: Pseudonymes) -> bool:
    """Tell whether two hashes are of one person: by the INS when both know it, else by the traits."""
    if une.ins and autre.ins:
        return une.ins == autre.ins
    return une.traits == autre.traits


def etiquette(pseudonymes: Pseudonymes) -> str:
    """Return a short mark that two services can say aloud, « K7QX-29FM »: forty bits of the hash, nothing of the name."""
    lettres = base64.b32encode(bytes.fromhex(pseudonymes.traits[:10])).decode()[:LONGUEUR_ETIQUETTE]
    return f"{lettres[:4]}-{lettres[4:]}"


def empreinte_de_cle(cle: bytes) -> str:
    """Return the print that tells keys apart without saying them."""
    return _hacher(cle, "empreinte de clé")[:8]


def _hacher(cle: bytes, *mots: str) -> str:
    return hmac.new(cle, "\x1f".join(mots).encode(), hashlib.sha256).hexdigest()
