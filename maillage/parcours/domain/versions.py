"""Two people write the same thing: the second is told what the first wrote, beside what was about to be written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.parcours.domain.erreurs import ErreurParcours


@dataclass(frozen=True)
class EcartVersion:
    """A field on which the stored state and the one sent differ, in words."""

    libelle: str
    enregistre: str
    propose: str


class ModifieEntreTemps(ErreurParcours):
    """Someone else wrote since the page was read. Nothing is written; `version` is what a conscious resend must carry."""

    def __init__(self, ecarts: Iterable[EcartVersion], *, version: int) -> None:
        self.ecarts = tuple(ecarts)
        self.version = version
        super().__init__(
            "Une autre personne a modifié ceci pendant que vous écriviez. Rien n'est enregistré : comparez, puis envoyez de nouveau "
            f"pour garder votre version. {self._en_mots()}".strip()
        )

    def _en_mots(self) -> str:
        return " ".join(
            f"{e.libelle} : « {e.enregistre or 'vide'} » enregistré, « {e.propose or 'vide'} » dans votre page."
            for e in self.ecarts
        )
