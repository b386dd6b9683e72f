"""Refusals of this context, in words for the person who acts."""

from __future__ import annotations


class ErreurLiaison(Exception):  # noqa: N818 (a refusal, named in French)
    """A business refusal; `champ` names the form field it belongs to (empty: the whole form)."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ
