"""Consent per recipient and per field: a list of dated events, replayed at any moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.domain.modele import ModeleFiche

LOI, ACCORDE, PARTIEL, RETIRE, NON_DEMANDE, JAMAIS = "LOI", "ACCORDE", "PARTIEL", "RETIRE", "NON_DEMANDE", "JAMAIS"
LIBELLES_CASES = {
    LOI: "Prévu par le texte",
    ACCORDE: "Accord donné",
    PARTIEL: "Accord pour une partie",
    RETIRE: "Accord retiré",
    NON_DEMANDE: "Pas d'accord : rien ne part",
    JAMAIS: "Jamais transmis",
}


@dataclass(frozen=True)
class AccordDate:
    """An event: someone allowed or withdrew a field for a recipient at a moment."""

    destinataire: str
    champ: str
    accorde: bool
    le: datetime
    par: str = ""


@dataclass(frozen=True)
class CaseConsentement:
    """A cell of the matrix: recipient × kind of data; `depuis` and `par` come from the latest event."""

    genre: str
    etat: str
    champs: tuple[str, ...] = ()
    depuis: datetime | None = None
    par: str = ""

    @property
    def libelle(self) -> str:
        return LIBELLES_CASES[self.etat]


def derniers_accords(accords: Iterable[AccordDate], au: datetime) -> dict[tuple[str, str], AccordDate]:
    """Replay: the latest event of each (recipient, field) at a moment, that moment included."""
    derniers: dict[tuple[str, str], AccordDate] = {}
    for accord in sorted(accords, key=lambda accord: accord.le):
        if accord.le <= au:
            derniers[accord.destinataire, accord.champ] = accord
    return derniers


def champs_consentis(accords: Iterable[AccordDate], destinataire: str, au: datetime) -> frozenset[str]:
    """Return the fields allowed to a recipient at a moment."""
    return frozenset(
        champ
        for (code, champ), accord in derniers_accords(accords, au).items()
        if code == destinataire and accord.accorde
    )


def dresser_matrice(
    destinataires: Sequence[Destinataire], modele: ModeleFiche, accords: Iterable[AccordDate], au: datetime
) -> list[tuple[Destinataire, list[CaseConsentement]]]:
    """Return one row per recipient, one cell per kind of data, at a moment."""
    derniers = derniers_accords(accords, au)
    return [
        (destinataire, [_case(destinataire, modele, genre.code, derniers) for genre in modele.genres])
        for destinataire in destinataires
    ]


def _case(
    destinataire: Destinataire,
    modele: ModeleFiche,
    genre: str,
    derniers: Mapping[tuple[str, str], AccordDate],
) -> CaseConsentement:
    siens = {champ.code for champ in modele.champs if champ.genre == genre}
    ouvrables = tuple(code for code in destinataire.sur_accord if code in siens)
    connus = [derniers[destinataire.code, code] for code in ouvrables if (destinataire.code, code) in derniers]
    dernier = max(connus, key=lambda accord: accord.le, default=None)
    return CaseConsentement(
        genre=genre,
        etat=_etat(bool(siens & destinataire.champs_de_droit(siens)), ouvrables, connus),
        champs=ouvrables,
        depuis=dernier.le if dernier else None,
        par=dernier.par if dernier else "",
    )


def _etat(de_droit: bool, ouvrables: tuple[str, ...], connus: list[AccordDate]) -> str:
    if not ouvrables:
        return LOI if de_droit else JAMAIS
    donnes = sum(accord.accorde for accord in connus)
    if donnes:
        return ACCORDE if donnes == len(ouvrables) else PARTIEL
    return RETIRE if connus else NON_DEMANDE
