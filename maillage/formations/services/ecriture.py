"""What every writing of this context shares: fields checked and saved, versions compared, the line of the journal."""

from __future__ import annotations

from functools import partial

from maillage.formations.domain.erreurs import ErreurFormation
from maillage.socle.ecriture import poser_champs, tracer_objet, verrouiller_version

tracer = partial(tracer_objet, "formations")
"""Journal an act; details hold codes and dates, never what was written."""
poser = partial(poser_champs, ErreurFormation)
"""Set fields and save, or raise ErreurFormation."""
verrouiller = partial(verrouiller_version, ErreurFormation)
"""Lock a row at its version, or raise ErreurFormation."""
