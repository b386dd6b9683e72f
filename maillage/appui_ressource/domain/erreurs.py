"""What appui-ressource refuses, said in French to the person who asked."""

from __future__ import annotations


class ErreurAppui(ValueError):  # noqa: N818
    """A business refusal; its text is shown as it stands. `champ` names the field to mend, empty for the whole form."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


class GesteImpossible(ErreurAppui):
    """An act that cannot follow the present state of a request."""


class ConsentementManquant(ErreurAppui):
    """A young person is named, or observed, without the agreement of who answers for them."""


class VisiteGenee(ErreurAppui):
    """Someone or something of the visit is already taken, or does not fit: `phrases` say what; sending `empreinte` back is the agreement to go on."""

    def __init__(self, message: str, phrases: tuple[str, ...], empreinte: str) -> None:
        super().__init__(message)
        self.phrases = phrases
        self.empreinte = empreinte


class TropDeDemandes(ErreurAppui):
    """Too many requests from one browser or one address in a short time."""
