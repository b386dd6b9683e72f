"""What surveys refuse, said in French to the person who asked."""

from __future__ import annotations


class ErreurEnquete(ValueError):  # noqa: N818
    """A business refusal; its text is shown as it stands. `champ` names the field to mend, empty for the whole form."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


class ConflitEnquete(ErreurEnquete):
    """Someone else changed the questionnaire in the meantime."""
