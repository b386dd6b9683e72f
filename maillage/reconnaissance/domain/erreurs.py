"""What the recognition refuses, said in French to the person who asked."""

from __future__ import annotations


class ErreurReconnaissance(ValueError):  # noqa: N818
    """A business refusal; its text is shown as it stands. `champ` names the field to mend, empty for the whole form."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


class ActeImpossible(ErreurReconnaissance):
    """An act that cannot follow the present state of a dossier."""


class PrerequisManquant(ErreurReconnaissance):
    """A deposit while something that the recognition asks for is missing; its text says which."""


class Conflit(ErreurReconnaissance):
    """Someone else wrote or decided since the page was opened: nothing is overwritten."""
