"""Partners of a directory that may be the same body, those made one lately, and the files that wait or were written."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.structures.domain.partenaires import doublons
from maillage.structures.models import Dispositif, FusionPartenaires, LotPartenaires, Partenaire
from maillage.structures.selectors.partenaires import partenaires_d_ici
from maillage.territoire.vocabulaire import EtatImport

DERNIERES = 10


@dataclass(frozen=True)
class PaireDePartenaires:
    """Two partners that look alike."""

    un: Partenaire
    autre: Partenaire


def paires_a_reunir(dispositif: Dispositif) -> list[PaireDePartenaires]:
    """Return the pairs of the directory that look alike (2 queries)."""
    pks = [(un.pk, autre.pk) for un, autre in doublons(partenaires_d_ici(dispositif))]
    partenaires = Partenaire.objects.select_related("commune").in_bulk({pk for paire in pks for pk in paire})
    return [PaireDePartenaires(partenaires[un], partenaires[autre]) for un, autre in pks]


def fusions_du_dispositif(dispositif_id: int) -> list[FusionPartenaires]:
    """Return the last unions that can still be taken back (1 query)."""
    faites = FusionPartenaires.objects.filter(dispositif_id=dispositif_id, annulee_le=None)
    return list(faites.select_related("garde", "doublon")[:DERNIERES])


def lots_du_dispositif(dispositif_id: int) -> list[LotPartenaires]:
    """Return the files that wait for someone, or can still be undone, the newest first, without what they hold (1 query)."""
    lots = LotPartenaires.objects.filter(dispositif_id=dispositif_id).exclude(etat=EtatImport.ABANDONNE)
    lots = lots.exclude(etat=EtatImport.APPLIQUE, importes=[])
    return list(lots.defer("cellules", "lignes", "decisions")[:DERNIERES])


def lot_du_dispositif(dispositif_id: int, pk: int) -> LotPartenaires | None:
    return LotPartenaires.objects.select_related("dispositif").filter(dispositif_id=dispositif_id, pk=pk).first()


def fusion_du_dispositif(dispositif_id: int, pk: int) -> FusionPartenaires | None:
    return FusionPartenaires.objects.filter(dispositif_id=dispositif_id, pk=pk).first()
