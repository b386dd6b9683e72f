"""The list of projects as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from maillage.projet.selectors.situations import SituationDuJeune
from maillage.socle.tableur import Feuille

COLONNES = (
    "Nom",
    "Prénom",
    "Accompagné depuis",
    "État du projet",
    "Accordé le",
    "Évaluation prévue",
    "Prochaine échéance",
    "Avant le",
    "État de l'échéance",
)


def feuille_des_projets(lues: Iterable[SituationDuJeune], *, le: date) -> Feuille:
    """Return one row per young person."""
    return Feuille("Projets personnalisés", COLONNES, [_ligne(lue, le) for lue in lues])


def _ligne(lue: SituationDuJeune, le: date) -> tuple[str | date | None, ...]:
    due = lue.echeance(le)
    acte, jour, etat = (due[0].value, due[1], due[2].value) if due else ("", None, "")
    en_vigueur = lue.en_vigueur
    return (
        lue.jeune.nom,
        lue.jeune.prenom,
        lue.entree,
        ", ".join(libelle for _, libelle, _ in lue.etats),
        en_vigueur.accorde_le if en_vigueur else None,
        en_vigueur.evaluation_prevue if en_vigueur else None,
        acte,
        jour,
        etat,
    )
