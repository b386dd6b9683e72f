"""What the agenda waits for: past days to confirm, absences to handle; lines for the one work list of the portal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from maillage.agenda.domain.heures import jour_local
from maillage.agenda.referentiels import reglages
from maillage.agenda.selectors.absences import FiltresAbsences, lignes_absences, lister_absences
from maillage.agenda.selectors.agendas import TOUS, Agenda, Groupe
from maillage.agenda.selectors.semaine import jours_a_confirmer
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.echeances import Echeance
from maillage.socle.domain.texte import de_qui
from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour

CONFIRMER, ABSENCE = "Journée à confirmer", "Absence à traiter"
UN_JOUR = dt.timedelta(days=1)
ABSENCES_MAX = 100


def echeances(acteur: Acteur, dispositif: Any, *, le: dt.date, jeune_id: int | None = None) -> list[Echeance]:
    """Return what is left to confirm and to handle in the agendas, or in that of one young person, the oldest first (at most 8 queries).

    A day is confirmed within some days (dated setting); an absence is handled the day after it began.
    """
    if not acteur.peut("agenda", Acces.ECRITURE, dispositif.pk):
        return []
    dues = [*_journees(acteur, dispositif, le, jeune_id), *_absences(acteur, dispositif, le, jeune_id)]
    return sorted(dues, key=lambda due: (due.dernier_jour, due.acte))


def _journees(acteur: Acteur, dispositif: Any, le: dt.date, jeune_id: int | None) -> list[Echeance]:
    delai = dt.timedelta(days=reglages(le).confirmation_jours)
    adresse = reverse("agenda:aujourd_hui", args=[dispositif.code])
    agenda = Agenda(TOUS, "", Groupe(jeune_id=jeune_id))
    return [
        Echeance(
            nature=CONFIRMER,
            acte=f"Confirmer {ecrire_compte(passe.nombre, 'événement', 'événements')} du {ecrire_jour(passe.date)}",
            dernier_jour=passe.date + delai,
            url=f"{adresse}?{urlencode({'jour': passe.date.isoformat(), 'agenda': TOUS})}",
            jeune_id=jeune_id,
            precision=f"dans les {ecrire_compte(delai.days, 'jour')} qui suivent ; un événement non confirmé ne compte pas",
        )
        for passe in jours_a_confirmer(acteur, dispositif, agenda=agenda, avant=le)
    ]


def _absences(acteur: Acteur, dispositif: Any, le: dt.date, jeune_id: int | None) -> list[Echeance]:
    page = lister_absences(acteur, dispositif, FiltresAbsences(jeune_id=jeune_id))[:ABSENCES_MAX]
    adresse = reverse("agenda:absences", args=[dispositif.code])
    return [
        Echeance(
            nature=ABSENCE,
            acte=f"Traiter l'absence {de_qui(ligne.jeune_nom)} du {ecrire_jour(jour_local(ligne.debut))}",
            dernier_jour=jour_local(ligne.debut) + UN_JOUR,
            url=f"{adresse}?{urlencode({'jeune': ligne.jeune})}",
            jeune_id=ligne.jeune_id,
            precision="le lendemain : motif, justificatif, appel",
        )
        for ligne in lignes_absences(dispositif, list(page))
    ]
