"""Refusals of this context, each a sentence for whoever reads the page."""

from __future__ import annotations


class ErreurEchange(ValueError):  # noqa: N818
    """What was asked cannot be done; `champ` names the field to mend."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


class FichierRefuse(ErreurEchange):
    """A deposited file that cannot be opened or is too large: nothing of it was read."""


class TropDAppels(ErreurEchange):
    """Too many calls in a short time."""
