"""The right that an address asks for, declared as data beside each context's views (`permissions.py`, constant `DROITS_URLS`)."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.socle.acteur import Acces

PUBLIC = "PUBLIC"
CONNECTE = "CONNECTE"


@dataclass(frozen=True)
class Droit:
    """What an address asks for.

    `section` is a section of the rights table (comptes.droits), or PUBLIC (no account), or CONNECTE (any account).
    `acces` is what a safe method (GET, HEAD) asks for; `acces_ecriture` what the other methods ask for.
    When the address has a `dispositif` part (the code of a dispositif), the right is asked for in that dispositif.
    """

    section: str
    acces: Acces = Acces.LECTURE
    acces_ecriture: Acces = Acces.ECRITURE


OUVERT = Droit(PUBLIC)
TOUT_COMPTE = Droit(CONNECTE)
