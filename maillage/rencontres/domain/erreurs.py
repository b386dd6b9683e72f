"""What meetings refuse, said in French to the person who asked."""

from __future__ import annotations


class ErreurRencontre(ValueError):  # noqa: N818
    """A business refusal; its text is shown as it stands. `champ` names the field to mend, empty for the whole form."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


class ConflitDeNotes(ErreurRencontre):
    """Someone wrote the same notes meanwhile: `actuel` is what stands now, `numero` its version."""

    def __init__(self, message: str, *, actuel: str, numero: int) -> None:
        super().__init__(message, champ="texte")
        self.actuel = actuel
        self.numero = numero
