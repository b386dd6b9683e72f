"""The settings of meetings, dated."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.rencontres.domain.demi_journees import ReglesDemiJournee


@dataclass(frozen=True)
class ReglagesRencontres:
    """Delays, limits and floors of meetings, from a day on."""

    valable_du: date
    rappel_jours: int
    arrivee_minutes: int
    midi: time
    debord_minutes: int
    pause_minutes: int
    inscriptions_par_navigateur: int
    inscriptions_par_adresse: int
    demandes_par_courriel: int
    verifications_par_adresse: int
    presences_refusees_par_adresse: int
    confirmer_heures: int
    evaluation_jours: int
    plancher_evaluation: int
    conservation_jours: int
    lecture_secondes: int
    lignes_import_max: int
    fichier_mo: int
    suite_jours: int
    annuler_import_jours: int
    emetteur: str
    autorite: str


@lru_cache
def _tous() -> tuple[ReglagesRencontres, ...]:
    lus: dict[str, Any] = tomllib.loads((files(__package__) / "reglages.toml").read_text("utf-8"))
    lignes = ({cle: valeur for cle, valeur in ligne.items() if cle != "sources"} for ligne in lus["reglages"])
    return tuple(sorted((ReglagesRencontres(**ligne) for ligne in lignes), key=lambda ligne: ligne.valable_du))


def reglages(le: date) -> ReglagesRencontres:
    """Return the settings in force on a day, the oldest ones before any."""
    en_vigueur = [ligne for ligne in _tous() if ligne.valable_du <= le]
    return en_vigueur[-1] if en_vigueur else _tous()[0]


@lru_cache(maxsize=512)
def regles_des_demi_journees(le: date) -> ReglesDemiJournee:
    """Return how a day is cut, as in force on that day."""
    ici = reglages(le)
    return ReglesDemiJournee(ici.midi, timedelta(minutes=ici.debord_minutes), timedelta(minutes=ici.pause_minutes))
