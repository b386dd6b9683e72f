"""What every act shares: its line in the journal, and the refusals of the database said beside a field."""

from __future__ import annotations

from functools import partial

from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.socle.ecriture import poser_champs, tracer_objet

tracer = partial(tracer_objet, "conventions")
"""Journal an act; details hold codes and dates, never what was written."""
poser = partial(poser_champs, ErreurConvention)
"""Set fields and save, or raise ErreurConvention."""
