"""What to answer, from where the young person stands in the dispositif: a reading of this project, to be confirmed with the MDPH."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LUE, EN_ANALYSE, ADMISSIBLE, ADMIS, IMPOSSIBLE, ENTRE, SORTI = "40", "42", "72", "71", "45", "47", "48"
MOTIFS_DE_REFUS = {
    "MANQUE_PLACE": "114",
    "MOYENS": "114",
    "HORS_PUBLIC": "116",
    "HORS_TERRITOIRE": "113",
    "ADMIS_AILLEURS": "119",
    "AUTRE_DISPOSITIF": "119",
    "DEMENAGEMENT": "120",
    "RETIREE": "118",
    "SANS_REPONSE": "148",
}
"""Reasons of parcours/referentiels/admission.toml → reasons TRE_R358 allowed with the status 45; the others are chosen by hand."""


@dataclass(frozen=True)
class SituationParcours:
    """Where a request and a path stand: what the answer is drawn from."""

    reception: dt.date | None = None
    avis_favorable_le: dt.date | None = None
    admission: dt.date | None = None
    cloture: dt.date | None = None
    motif_cloture: str = ""
    entree: dt.date | None = None
    sortie: dt.date | None = None


@dataclass(frozen=True)
class Proposition:
    """A status to answer, since when, why, and the reason when it can be told."""

    statut: str
    le: dt.date
    pourquoi: str
    motif: str = ""


def proposer(situation: SituationParcours, *, le: dt.date) -> Proposition:
    """Return the answer that the path calls for, the latest step first."""
    if situation.sortie is not None and situation.sortie <= le:
        return Proposition(SORTI, situation.sortie, "l'accompagnement est terminé")
    if situation.entree is not None and situation.entree <= le:
        return Proposition(ENTRE, situation.entree, "un accompagnement est ouvert")
    if situation.admission is not None:
        return Proposition(ADMIS, situation.admission, "la demande est admise, l'accompagnement n'a pas commencé")
    if situation.cloture is not None:
        motif = MOTIFS_DE_REFUS.get(situation.motif_cloture, "")
        return Proposition(IMPOSSIBLE, situation.cloture, "la demande est refusée ou close sans admission", motif)
    if situation.avis_favorable_le is not None:
        return Proposition(ADMISSIBLE, situation.avis_favorable_le, "la commission a donné un avis favorable")
    if situation.reception is not None:
        return Proposition(EN_ANALYSE, situation.reception, "une demande est sur la liste d'attente")
    return Proposition(LUE, le, "personne n'attend encore ici pour cette décision")
