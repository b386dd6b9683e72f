"""Nothing is written over a conflict that its author has not seen."""

from __future__ import annotations

from maillage.agenda.domain.empechements import ConflitsAVoir
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.selectors.empechements import Demande, empechements_de
from maillage.socle.acteur import Acteur


def exiger_vus(acteur: Acteur, dispositif: DispositifVise, demande: Demande, accord: str | None) -> list[str]:
    """Return the kinds of reasons passed over, for the journal; raise ConflitsAVoir unless `accord` is the checksum of exactly these reasons.

    None asks for no look at all: an import, or another context, writes what has been decided elsewhere.
    """
    if accord is None:
        return []
    trouves = empechements_de(acteur, dispositif, demande.prevus(), sauf=demande.sauf)
    if not trouves:
        return []
    refus = ConflitsAVoir(trouves)
    if refus.empreinte != accord:
        raise refus
    return sorted({empechement.nature.value for empechement in trouves})
