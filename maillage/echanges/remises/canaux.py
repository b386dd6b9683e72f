"""The ways out, all alike: a parcel and a destination in, a proof in words out. RemiseEchouee says whether to try again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from maillage.echanges.domain.remises import Destination


class RemiseEchouee(Exception):  # noqa: N818
    """It could not be handed over. `definitive`: trying again would change nothing. The message names no person."""

    def __init__(self, message: str, *, definitive: bool = False) -> None:
        super().__init__(message)
        self.message, self.definitive = message, definitive


@dataclass(frozen=True)
class Fichier:
    """A file made for a delivery; its name holds no person."""

    nom: str
    type_mime: str
    octets: bytes = field(repr=False)

    @property
    def empreinte(self) -> str:
        return hashlib.sha256(self.octets).hexdigest()


@dataclass(frozen=True)
class Colis:
    """What leaves. `annonce`: what a webhook says; `fichiers`: what the others carry; `destinataire`: a mailbox of MSSanté."""

    identifiant: str
    le: dt.datetime
    objet: str
    annonce: dict[str, str] = field(default_factory=dict)
    fichiers: tuple[Fichier, ...] = ()
    destinataire: str = ""


Remettre = Callable[[Destination, Colis], str]
