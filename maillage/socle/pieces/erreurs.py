"""Why a received file is refused, in words for the person who gave it."""

from __future__ import annotations


class ErreurPiece(ValueError):  # noqa: N818 (a refusal, named in French)
    """A file that is not taken, or that may not be given back; its text is shown as it stands."""

    def __init__(self, message: str, *, champ: str = "fichier") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ
