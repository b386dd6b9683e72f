"""What every act shares: the lock of a date, the line in the journal, the refusals of the database said beside a field."""

from __future__ import annotations

from functools import partial

from maillage.comptes.acteur import ActeurUtilisateur
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.models import SeanceRencontre
from maillage.socle.ecriture import poser_champs, tracer_objet

tracer = partial(tracer_objet, "rencontres")
"""Journal an act; details hold codes and dates, never what was written."""
poser = partial(poser_champs, ErreurRencontre)
"""Set fields and save, or raise ErreurRencontre."""


PARTICIPANT = ActeurUtilisateur(identifiant=None, libelle="participant sans compte")
"""Who acts through a private link or a public page: nobody's name goes in the journal."""


def prendre_seance(pk: int) -> SeanceRencontre:
    """Lock a date for this transaction: whoever gives or frees a place holds it first."""
    seances = SeanceRencontre.objects.select_for_update(of=("self",)).select_related("rencontre")
    return seances.get(pk=pk)
