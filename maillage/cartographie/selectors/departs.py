"""From where an establishment reaches people: its walls, or in ordinary life where the professionals of its dispositifs start their day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from maillage.cartographie.domain.temps import Point
from maillage.cartographie.selectors.offre import LigneOffre
from maillage.socle.vocabulaire import Modalite
from maillage.structures.selectors.offre import LieuDeDepart, lieux_de_depart
from maillage.territoire.domain.positions import defaut_de


@dataclass(frozen=True)
class Depart:
    """A point from where the line at `rang` is reached; `unite`: where the professionals start, empty for the walls."""

    rang: int
    point: Point
    unite: str = ""


def departs_par_etablissement(dispositifs: Mapping[int, Collection[int]], le: dt.date) -> dict[int, list[LieuDeDepart]]:
    """Return the well placed units where the professionals of the dispositifs of each establishment start (1 query)."""
    par_dispositif: dict[int, list[LieuDeDepart]] = defaultdict(list)
    for lieu in lieux_de_depart({pk for siens in dispositifs.values() for pk in siens}, le):
        if defaut_de(lieu.lon, lieu.lat) is None:
            par_dispositif[lieu.dispositif_id].append(lieu)
    return {cle: [lieu for pk in siens for lieu in par_dispositif.get(pk, ())] for cle, siens in dispositifs.items()}


def departs_des_lignes(lignes: Sequence[LigneOffre], le: dt.date, modalite: str = "") -> list[Depart]:
    """Return every point to measure, walls first: those of the chosen modality, of all of them without one (1 query)."""
    en_route = modalite in {"", Modalite.PMO}
    mobiles = [ligne for ligne in lignes if en_route and Modalite.PMO in ligne.modalites]
    connus = departs_par_etablissement({li.pk: [pk for pk, _, _ in li.dispositifs] for li in mobiles}, le)
    departs = []
    for rang, ligne in enumerate(lignes):
        unites = connus.get(ligne.pk, [])
        recoit = modalite != Modalite.PMO and any(une != Modalite.PMO for une in ligne.modalites)
        if recoit or not unites:
            departs.append(Depart(rang, Point(ligne.finess or f"E{ligne.pk}", ligne.lon or 0.0, ligne.lat or 0.0)))
        departs += [
            Depart(rang, Point(f"{ligne.finess or ligne.pk}-{n}", unite.lon, unite.lat), unite.unite)
            for n, unite in enumerate(unites)
        ]
    return departs
