"""What every act shares: its line in the journal. Answering is no act of the journal: nothing is written of it there."""

from __future__ import annotations

from functools import partial

from maillage.socle.ecriture import tracer_objet

tracer = partial(tracer_objet, "enquetes")
"""Journal an act; details hold codes and dates, never what was written."""
