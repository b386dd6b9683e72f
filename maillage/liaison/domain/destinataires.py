"""Who receives what, from what changed (CASF D. 312-10-20), and what a consent may add."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from maillage.liaison.domain.changement import PARTS, Nature

TOUS_LES_CHAMPS = "*"


@dataclass(frozen=True)
class Destinataire:
    """A recipient: called for when what changed meets `quand`; `condition` names a yes/no field of the sheet that must hold too.

    `de_droit`: fields the text sends; `sur_accord`: fields that only a consent adds. Anything else never leaves for it.
    """

    code: str
    libelle: str
    recoit: str
    quand: frozenset[Nature]
    de_droit: tuple[str, ...]
    sur_accord: tuple[str, ...] = ()
    condition: str = ""
    canaux: tuple[str, ...] = ()
    source: str = ""
    statut: str = ""

    def champs_de_droit(self, tous: Iterable[str]) -> frozenset[str]:
        return frozenset(tous) if TOUS_LES_CHAMPS in self.de_droit else frozenset(self.de_droit)

    def champs_permis(self, tous: Iterable[str], consentis: Collection[str]) -> frozenset[str]:
        """Fields of an extract: those of right, and those consented among the ones a consent may open."""
        return self.champs_de_droit(tous) | (frozenset(self.sur_accord) & frozenset(consentis))


def destinataires_appeles(
    destinataires: Iterable[Destinataire], nature: Nature, contenu: Mapping[str, str]
) -> tuple[Destinataire, ...]:
    """Return exactly the recipients that what changed calls for."""
    return tuple(
        destinataire
        for destinataire in destinataires
        if destinataire.quand & PARTS[nature]
        and (not destinataire.condition or contenu.get(destinataire.condition) == "oui")
    )
