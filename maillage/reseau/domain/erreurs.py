"""What the room refuses, said in French to the person who asked."""

from __future__ import annotations


class ErreurReseau(ValueError):  # noqa: N818
    """A business refusal; its text is shown as it stands. `champ` names the field to mend, empty for the whole form."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


class ConflitReseau(ErreurReseau):
    """Someone else wrote in the meantime: what was typed is kept, what is stored is shown."""

    def __init__(self, par: str) -> None:
        super().__init__(
            f"{par or 'Une autre personne'} a enregistré entre-temps. Votre texte est gardé ici : comparez-le avec ce qui est enregistré, "
            "puis enregistrez de nouveau pour le remplacer, ou revenez sans changer."
        )
