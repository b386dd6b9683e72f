"""Refusals of this context, in words for the person who acts."""

from __future__ import annotations

from collections.abc import Mapping


class ErreurCarte(Exception):  # noqa: N818 (a refusal, named in French)
    """A business refusal; `champ` names the form field it belongs to (empty: the whole form)."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


class ConflitDeCarte(ErreurCarte):
    """Someone wrote the same thing since it was read. `actuel` is what is kept now, in words; `version` is its number."""

    def __init__(self, *, actuel: Mapping[str, str], version: int) -> None:
        super().__init__(
            "Quelqu'un d'autre a changé cela entre-temps. Rien n'est enregistré : comparez, puis choisissez."
        )
        self.actuel = actuel
        self.version = version
