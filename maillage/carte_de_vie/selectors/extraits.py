"""What was handed to partners, in words that a change of mind takes back: a place made secret since has no name here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.carte_de_vie.domain.vocabulaire import Regard
from maillage.carte_de_vie.models import RemiseExtrait
from maillage.carte_de_vie.selectors.acces import Porte
from maillage.carte_de_vie.selectors.cartes import lieux_ouverts


@dataclass(frozen=True)
class RemiseLue:
    """A receipt: the names still open of what was handed, and how many are not."""

    remise: RemiseExtrait
    noms: tuple[str, ...]
    caches: int


def remises_du_jeune(porte: Porte) -> list[RemiseLue]:
    """Return the receipts, latest first (2 queries); a family reads none."""
    if porte.regard is Regard.FAMILLE:
        return []
    remises = RemiseExtrait.objects.filter(jeune_id=porte.jeune.pk).select_related("partenaire")
    if porte.regard is Regard.EQUIPE:
        remises = remises.filter(dispositif_id=porte.du_dispositif)
    noms = dict(lieux_ouverts(porte).values_list("cle", "nom"))
    return [_lue(remise, noms) for remise in remises]


def _lue(remise: RemiseExtrait, noms: Mapping[str, str]) -> RemiseLue:
    connus = tuple(noms[cle] for cle in remise.lieux if cle in noms)
    return RemiseLue(remise, connus, len(remise.lieux) - len(connus))
