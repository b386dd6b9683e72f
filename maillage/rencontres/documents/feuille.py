"""The sign-in sheet to print: one line a person, one column a half-day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from maillage.rencontres import referentiels
from maillage.rencontres.domain.demi_journees import LIBELLES_DEMI_JOURNEE, DemiJournee
from maillage.rencontres.models import Inscription, JourSeance, SeanceRencontre
from maillage.socle.domain.typographie import ecrire_jour
from maillage.socle.rapports import Paragraphe, Rapport, Section, Tableau

LIGNES_VIDES = 6
"""For who comes without being registered."""


def rapport_de_feuille(seance: SeanceRencontre, inscrits: Sequence[Inscription], *, le: dt.date) -> Rapport:
    """Return the sheet of a date, a table a day."""
    jours = list(seance.jours.all())
    return Rapport(
        titre="Feuille d'émargement",
        sous_titre=f"{seance.rencontre.titre}, {seance}",
        auteur=referentiels.reglages(le).emetteur,
        arrete_au=le,
        sections=tuple(Section(ecrire_jour(jour.le), (_table(jour, inscrits),)) for jour in jours)
        or (Section("Sans jour", (Paragraphe("Cette date n'a pas encore de jour."),)),),
    )


def _table(jour: JourSeance, inscrits: Sequence[Inscription]) -> Tableau:
    moments = jour.demi_journees
    entetes = ("Nom", "Établissement", *(f"Signature, {LIBELLES_DEMI_JOURNEE[moment]}" for moment in moments))
    vides = ("", "", *("" for _ in moments))
    lignes = tuple(
        (f"{une.nom} {une.prenom}", une.structure, *(_signe(une, jour, moment) for moment in moments))
        for une in inscrits
    )
    return Tableau(jour.heures, entetes, (*lignes, *(vides for _ in range(LIGNES_VIDES))))


def _signe(inscription: Inscription, jour: JourSeance, moment: DemiJournee) -> str:
    deja = any(e.jour_id == jour.pk and e.demi_journee == moment for e in inscription.emargements.all())
    return "émargé" if deja else ""
