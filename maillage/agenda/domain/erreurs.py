"""What the ledger refuses, said in French to the person who asked."""

from __future__ import annotations


class ErreurAgenda(ValueError):  # noqa: N818
    """A business refusal; its text is shown as it stands. `champ` names the field to mend, empty for the whole form."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


class HeureInexistante(ErreurAgenda):
    """A local hour skipped by the change to summer time."""


class TransitionImpossible(ErreurAgenda):
    """A status that cannot follow the present one."""


class RecurrenceInvalide(ErreurAgenda):
    """A rule that gives nothing, too much, or that is not understood."""


class Introuvable(ErreurAgenda):
    """Nothing of that name in this dispositif."""


class AnnulationImpossible(ErreurAgenda):
    """An act that can no longer be undone: too late, already undone, or someone wrote since."""


class AVoir(ErreurAgenda):
    """Something to look at before anything is written: sending back `empreinte`, the checksum of what was shown, is the agreement to go on."""

    def __init__(self, message: str, empreinte: str) -> None:
        super().__init__(message)
        self.empreinte = empreinte
