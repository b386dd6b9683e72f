"""Refusals of this context, in words for the person who acts."""

from __future__ import annotations

from collections.abc import Mapping


class ErreurProjet(Exception):  # noqa: N818 (a refusal, named in French)
    """A business refusal; `champ` names the form field it belongs to (empty: the whole form)."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


class ConflitDeTexte(ErreurProjet):
    """Someone else wrote the same text since it was read. `actuel` is what is stored, `propose` what was about to be written, by label of field."""

    def __init__(self, *, actuel: Mapping[str, str], propose: Mapping[str, str], version: int) -> None:
        super().__init__(
            "Quelqu'un d'autre a écrit ici pendant que vous écriviez. Rien n'est enregistré : comparez les deux textes, puis choisissez."
        )
        self.actuel = actuel
        self.propose = propose
        self.version = version
