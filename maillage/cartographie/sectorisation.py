"""A computed proposal of sectors: each commune without an answer, and the able dispositif that answers best, by the same solver as the command."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from maillage.cartographie.domain.interlocuteurs import Besoin, Dispositif, Sectorisation
from maillage.cartographie.domain.temps import ABSENT, Point, Provenance
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.fournisseurs import Fournisseur
from maillage.cartographie.optimisation.interlocuteurs import resoudre
from maillage.cartographie.selectors.departs import departs_des_lignes
from maillage.cartographie.selectors.secteurs import offre_du_public, trous

SECONDES = 5.0
UNITE = 1_000_000


@dataclass(frozen=True)
class Proposition:
    """A commune, the dispositif proposed (key, name, public code) or None, and its minutes."""

    commune: Any
    dispositif: tuple[int, str, str] | None
    minutes: float | None


def proposer(
    departement: str, public: str, *, seuil: int, le: dt.date, fournisseur: Fournisseur
) -> tuple[list[Proposition], Provenance | None]:
    """Raises FournisseurIndisponibleError. Places are not looked at: what is proposed is who is nearest, within the threshold."""
    communes = [c for c in trous(departement, public, le) if c.lon is not None and c.lat is not None]
    lignes = [ligne for ligne in offre_du_public(public, le) if ligne.dispositifs]
    if not communes or not lignes:
        return [Proposition(commune, None, None) for commune in communes], None
    origines, departs = (
        [Point(commune.pk, commune.lon, commune.lat) for commune in communes],
        departs_des_lignes(lignes, le),
    )
    trajets = fournisseur.mesurer(origines, [depart.point for depart in departs])
    noms: dict[str, tuple[int, str, str]] = {}
    minutes: dict[str, dict[str, int]] = {commune.pk: {} for commune in communes}
    for rang, depart in enumerate(departs):
        for dispositif in lignes[depart.rang].dispositifs:
            noms[dispositif[2]] = dispositif
            for ici, commune in enumerate(communes):
                duree = int(trajets.minutes[ici, rang])
                if duree != ABSENT:
                    siennes = minutes[commune.pk]
                    siennes[dispositif[2]] = min(duree, siennes.get(dispositif[2], duree))
    besoins = tuple(Besoin(commune.pk, public, UNITE) for commune in communes)
    tous = tuple(Dispositif(code, frozenset({public}), UNITE * len(communes)) for code in sorted(noms))
    probleme = Sectorisation(besoins, tous, minutes, seuil * UNITE)
    affectation = resoudre(probleme, Echeance(SECONDES)).affectation
    propositions = []
    for commune, choisi in zip(communes, affectation, strict=True):
        code = None if choisi is None else tous[choisi].id
        attente = None if code is None else round(minutes[commune.pk][code] / UNITE, 1)
        propositions.append(Proposition(commune, noms[code] if code else None, attente))
    return propositions, trajets.provenance
