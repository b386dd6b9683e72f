"""Last days of the acts on a sheet: signing in time for its effect, sending, deciding, asking the family again."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from maillage.liaison.domain.changement import Nature
from maillage.liaison.domain.horloge import Reglages, fin_du_delai
from maillage.socle.domain.calendrier import UN_JOUR


def derniere_signature_utile(effet: date, nature: Nature, reglages: Reglages, motif_anticipation: str) -> date:
    """Return the last day when the last signature still lets the change begin on its date: the period must end before it.

    A sheet that says why it cannot wait may be signed until the eve of its effect.
    """
    if motif_anticipation.strip():
        return effet - UN_JOUR
    jour = effet - timedelta(days=reglages.delais[nature] + 2)
    while fin_du_delai(jour, nature, reglages) >= effet:
        jour -= UN_JOUR
    return jour


def a_revoir_le(accorde_le: date, mois: int) -> date:
    """Return the day before which a consent is asked again."""
    return accorde_le + relativedelta(months=mois)
