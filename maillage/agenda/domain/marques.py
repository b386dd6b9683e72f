"""What was marked without network: read from the device, refused when it makes no sense, compared with what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from maillage.agenda.domain import statuts
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.presences import ABSENT, PRESENT, ExceptionPresence

CLE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MARQUES_MAX = 200
ILLISIBLE = "Cette marque n'est pas lisible."


@dataclass(frozen=True)
class Marque:
    """One événement marked on the device: the key that makes it count once, the version that was seen, who was noted and whether it is confirmed.

    `presences`: identifier of the young person → (presence, reason as forms name it).
    """

    cle: str
    evenement: str
    version: int
    confirmer: bool
    presences: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def dit_deja(self, statut: str, presences: Mapping[str, str]) -> bool:
        """Tell whether what is stored says the same: nothing to write, nothing to settle."""
        confirme = not self.confirmer or statut == statuts.REALISE
        return confirme and all(presences.get(jeune) == presence for jeune, (presence, _) in self.presences.items())

    def exceptions(self, motifs: Mapping[str, tuple[str, int | None]]) -> dict[str, ExceptionPresence]:
        """Return what departs from « everyone is here »; `motifs`: reason as forms name it → national code and local key."""
        return {
            jeune: ExceptionPresence(presence, *_motif(motifs.get(motif, (motif, None))))
            for jeune, (presence, motif) in self.presences.items()
        }


def lire_marques(brut: Any) -> list[Marque]:
    """Return the marks of a device; raise ErreurAgenda when they are not what a sheet sends."""
    if not isinstance(brut, Mapping) or not isinstance(brut.get("marques"), list):
        raise ErreurAgenda("Cet envoi n'est pas lisible.")
    if len(brut["marques"]) > MARQUES_MAX:
        raise ErreurAgenda(f"Un envoi porte {MARQUES_MAX} marques au plus.")
    return [lire_marque(marque) for marque in brut["marques"]]


def lire_marque(brut: Any) -> Marque:
    """Return one mark; raise ErreurAgenda when a part is missing or of another kind."""
    if not isinstance(brut, Mapping):
        raise ErreurAgenda(ILLISIBLE)
    cle, evenement, version = brut.get("cle"), brut.get("evenement"), brut.get("version")
    lisible = isinstance(cle, str) and CLE.fullmatch(cle) and isinstance(evenement, str) and type(version) is int
    if not lisible:
        raise ErreurAgenda(ILLISIBLE)
    presences = brut.get("presences", {})
    if not isinstance(presences, Mapping) or len(presences) > MARQUES_MAX:
        raise ErreurAgenda(ILLISIBLE)
    return Marque(
        cle=str(cle),
        evenement=str(evenement),
        version=int(version),  # type: ignore[arg-type]
        confirmer=brut.get("confirmer") is True,
        presences=dict(_presences(presences.items())),
    )


def _presences(dites: Iterable[tuple[Any, Any]]) -> Iterable[tuple[str, tuple[str, str]]]:
    for jeune, dite in dites:
        presence = dite.get("presence") if isinstance(dite, Mapping) else None
        motif = dite.get("motif", "") if isinstance(dite, Mapping) else None
        if presence not in {PRESENT, ABSENT} or not isinstance(motif, str):
            raise ErreurAgenda(ILLISIBLE)
        yield str(jeune), (presence, motif)


def _motif(lu: tuple[str, int | None]) -> tuple[str, None, int | None]:
    """In the order of ExceptionPresence: reason, notice (never asked without network), local reason."""
    motif, local = lu
    return motif, None, local
