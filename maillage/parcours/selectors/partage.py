"""What neighbours know of each other's waiting lists: that one person waits in both, or was admitted; never who, never another file.

The comparison reads keyed hashes only. Nothing of another dispositif is returned but its name, and the day of an admission.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from maillage.parcours.domain.pseudonyme import Pseudonymes, etiquette, meme_personne
from maillage.parcours.models import PseudonymeDemande
from maillage.parcours.selectors.connus import AvecCle
from maillage.socle.acteur import Acteur
from maillage.structures import selectors as structures


@dataclass(frozen=True)
class PartageVu:
    """What a dispositif learns of one of its own requests: the mark to say aloud, where the same person waits, when admitted elsewhere."""

    etiquette: str
    attend_aussi: tuple[str, ...] = ()
    admis_ailleurs_le: date | None = None


@dataclass(frozen=True)
class _Partagee:
    """A shared request, of here or of a neighbour, as the comparison reads it."""

    demande: int
    dispositif: str
    pseudonymes: Pseudonymes
    cle: str
    reception: date | None
    admission: date | None
    cloture: date | None

    def attend(self, le: date) -> bool:
        return not any(jour is not None and jour <= le for jour in (self.admission, self.cloture))

    def est_la_meme_que(self, autre: _Partagee) -> bool:
        return self.cle == autre.cle and meme_personne(self.pseudonymes, autre.pseudonymes)


def partages_vus(acteur: Acteur, dispositif: AvecCle, demandes: Collection[int], *, le: date) -> dict[int, PartageVu]:
    """Return what is seen for each shared request of the dispositif among `demandes` (keys); two queries whatever their number.

    A request that is not shared has no line. Only hashes made with one key are compared, in the same territory.
    """
    if not acteur.peut("parcours", dispositif_id=dispositif.pk):
        return {}
    siennes = _lire(Q(demande__in=demandes, demande__dispositif_id=dispositif.pk))
    if not siennes:
        return {}
    pareilles = Q(traits__in={s.pseudonymes.traits for s in siennes})
    pareilles |= Q(ins__in={s.pseudonymes.ins for s in siennes} - {""})
    territoire = Q(demande__dispositif__in=structures.dispositifs_du_territoire(dispositif.pk).values("pk"))
    voisines = _lire(pareilles & territoire & Q(demande__reception__lte=le))
    return {sienne.demande: _vu(sienne, voisines, le) for sienne in siennes}


def _lire(condition: Q) -> list[_Partagee]:
    lignes = PseudonymeDemande.objects.filter(condition).order_by("demande__dispositif__nom", "pk")
    return [
        _Partagee(demande, dispositif, Pseudonymes(traits, ins), cle, *jours)
        for demande, dispositif, traits, ins, cle, *jours in lignes.values_list(
            "demande_id",
            "demande__dispositif__nom",
            "traits",
            "ins",
            "cle",
            "demande__reception",
            "demande__admission",
            "demande__cloture",
        )
    ]


def _vu(sienne: _Partagee, voisines: list[_Partagee], le: date) -> PartageVu:
    memes = [voisine for voisine in voisines if voisine.est_la_meme_que(sienne)]
    depuis = sienne.reception or date.min
    admissions = [v.admission for v in memes if v.admission is not None and depuis <= v.admission <= le]
    attendent = dict.fromkeys(voisine.dispositif for voisine in memes if voisine.attend(le))
    return PartageVu(etiquette(sienne.pseudonymes), tuple(attendent), max(admissions, default=None))
