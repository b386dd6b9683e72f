"""What the ledger refuses, said in French to the person who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maillage.agenda.domain.etat import EtatEvenement


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


class ConflitDeVersion(ErreurAgenda):
    """Someone else wrote this événement since it was read. `actuel` is what is stored, `propose` what was about to be written (None for an act
    without a form: confirm, cancel, note a presence)."""

    def __init__(self, actuel: EtatEvenement, propose: EtatEvenement | None = None) -> None:
        super().__init__(
            f"« {actuel.titre} » a été modifié entre-temps par une autre personne. Rien n'a été enregistré : "
            "comparez les deux états, puis choisissez."
        )
        self.actuel = actuel
        self.propose = propose


class Introuvable(ErreurAgenda):
    """Nothing of that name in this dispositif."""


class AnnulationImpossible(ErreurAgenda):
    """An act that can no longer be undone: too late, already undone, or someone wrote since."""
