"""What a context below tells those above, that it may not import."""

from __future__ import annotations

from django.dispatch import Signal

faits_modifies = Signal()
"""Sent once the writing is kept, with `dispositif_id`: what was computed from its facts is no longer fresh."""
