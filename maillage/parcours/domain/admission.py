"""Where a request stands, what its answer means, and in what order a commission looks at the waiting ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maillage.parcours.domain.erreurs import ErreurParcours


class NatureReponse(StrEnum):
    """What a coded reason means: the dispositif said no, nobody waits any more, or the young person is welcomed elsewhere."""

    REFUS = "REFUS"
    SANS_SUITE = "SANS_SUITE"
    AILLEURS = "AILLEURS"


class EtatDemande(StrEnum):
    """The state of a request; the value is what the page says."""

    EN_ATTENTE = "En attente"
    ADMISE = "Admise"
    REFUSEE = "Refusée"
    CLOSE = "Close"


@dataclass(frozen=True)
class MotifReponse:
    """A reason of referentiels/admission.toml. `source` says where it comes from."""

    code: str
    libelle: str
    nature: NatureReponse
    source: str


@dataclass(frozen=True)
class RangDemande:
    """What orders a waiting request: the criteria it meets (sum of what each counts for), then its age."""

    cle: int
    criteres: int
    reception: date | None


def etat_de_la_demande(
    admission: date | None, cloture: date | None, nature: NatureReponse | None, *, le: date
) -> EtatDemande:
    """Return the state on a day: an answer dated later has not come yet (R36)."""
    if admission is not None and admission <= le:
        return EtatDemande.ADMISE
    if cloture is not None and cloture <= le:
        return EtatDemande.REFUSEE if nature is NatureReponse.REFUS else EtatDemande.CLOSE
    return EtatDemande.EN_ATTENTE


def ranger_par_priorite(rangs: Iterable[RangDemande]) -> list[int]:
    """Return the keys, most criteria first, then the oldest; an order to prepare a commission, never a decision."""
    return [rang.cle for rang in sorted(rangs, key=lambda rang: (-rang.criteres, rang.reception or date.max, rang.cle))]


def verifier_reponse(reception: date | None, reponse: date, *, champ: str) -> None:
    """Refuse an answer given before the request came."""
    if reception is not None and reponse < reception:
        raise ErreurParcours("La réponse est avant la réception de la demande. Vérifiez la date.", champ=champ)


def membres_en_lignes(membres: str) -> list[str]:
    """Return who sits in a commission: one per line, empty lines and spaces left out."""
    return [propre for ligne in membres.splitlines() if (propre := " ".join(ligne.split()))]
