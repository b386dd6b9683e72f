"""Two writings of one événement: the second is refused and shown both states."""

from __future__ import annotations

from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.etat import EtatEvenement


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
