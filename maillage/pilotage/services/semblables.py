"""Dispositifs that are alike, put together under the very protection of the restitution (R42-R44)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from maillage.activite.selectors.retours import contenus_figes
from maillage.pilotage.domain.connaissances import groupes
from maillage.pilotage.domain.retours import Attendu, Retour, Selection
from maillage.pilotage.domain.secret import Secret
from maillage.pilotage.domain.semblables import EFFECTIF_MIN, sommes_de
from maillage.pilotage.domain.tableau import TOTAL, Cle, Croisement, Tableau
from maillage.pilotage.lecture import interpreter_retour
from maillage.pilotage.memo import Memo
from maillage.pilotage.models import TableauCalcule
from maillage.pilotage.protection import ProtectionImpossibleError
from maillage.pilotage.publie import ChiffrePublie, cellules_masquees, chiffre_publie
from maillage.pilotage.restitution import Restitution, etablir
from maillage.pilotage.selectors import Choix, Sources, lire_sources

_GROUPES: Memo[Groupes] = Memo(64)


@dataclass(frozen=True)
class Groupes:
    """The dispositifs of a region by kind of territory and type, protected.

    `tus`: sums that this table and that of the region, read together, could open; `caches`: what the region hides, as totals of this table.
    """

    tableau: bytes
    tus: frozenset[str]
    caches: frozenset[Cle]

    def chiffre(self, code: str, croisement: Croisement) -> ChiffrePublie | None:
        """Return one figure of a group; None for a group of too few returns, masked where either table asks for it.

        A rate of one group says how many its count is at least: said of a count that the region hides, it would narrow that count.
        """
        chiffre = chiffre_publie(self.tableau, Cle(code, croisement))
        if chiffre is None or chiffre.couverture.transmis < EFFECTIF_MIN:
            return None
        sommes = sommes_de(code)
        if sommes & self.tus or any(Cle(somme, Croisement(TOTAL, croisement.type)) in self.caches for somme in sommes):
            return replace(chiffre, case=replace(chiffre.case, valeur="", masquee=True))
        return chiffre


def grouper(tableau: TableauCalcule, choix: Choix, region: str, classes: Mapping[str, str]) -> Groupes | None:
    """Return the groups of a region for the quarter of its protected table, None when no safe table exists.

    `classes`: kind of territory by code of dispositif. The partition refines that of the region: its totals are cells of the table of the
    region, hidden here when they are hidden there, with every figure of a group that speaks of them; when they are hidden here alone,
    whatever depends on them is not said at all.
    """
    cle = hashlib.sha256(json.dumps([tableau.sources, region, sorted(classes.items())]).encode()).hexdigest()
    garde = _GROUPES.garde(cle)
    if garde is not None:
        return garde
    try:
        return _GROUPES.garder(cle, _grouper(tableau, lire_sources(choix), region, classes))
    except ProtectionImpossibleError:
        return None


def _grouper(tableau: TableauCalcule, sources: Sources, region: str, classes: Mapping[str, str]) -> Groupes:
    attendus = {
        attendu.dispositif_id: Attendu(attendu.dispositif_id, classes.get(attendu.dispositif_id, ""), attendu.type)
        for attendu in sources.attendus
        if attendu.region == region
    }
    retenus = {retour["dispositif"] for retour in tableau.retours} & attendus.keys()
    par_pk = {r.pk: (attendus[a.dispositif_id], r.numero) for a, r in sources.derniers if a.dispositif_id in retenus}
    retours = tuple(interpreter_retour(octets, *par_pk[pk]) for pk, octets in contenus_figes(par_pk))
    secret = Secret(tableau.seuil, caches_de_la_region(bytes(tableau.contenu), region))
    return proteger_groupes(attendus.values(), retours, secret)


def proteger_groupes(attendus: Iterable[Attendu], retours: tuple[Retour, ...], secret: Secret) -> Groupes:
    """Return the groups of these returns, named where a region is expected; `secret` holds what the table of the region hides."""
    caches = frozenset(secret.precedents)
    etablie = etablir(attendus, Selection(retours, ()), secret)
    return Groupes(etablie.texte().encode(), _tus(etablie, caches), caches)


def caches_de_la_region(tableau: bytes, region: str) -> frozenset[Cle]:
    """Return the hidden cells of a region, as totals of its groups."""
    return frozenset(
        Cle(cle.mesure, Croisement(TOTAL, cle.croisement.type))
        for cle in cellules_masquees(tableau)
        if cle.croisement.region == region
    )


def _tus(etablie: Restitution, caches: Collection[Cle]) -> frozenset[str]:
    tableau = etablie.tableau
    montres = [cle for cle in etablie.masques if cle.croisement.region == TOTAL and cle not in caches]
    return frozenset(_lies(tableau, (somme for cle in montres for somme in sommes_de(cle.mesure))))


def _lies(tableau: Tableau, codes: Iterable[str]) -> set[str]:
    """Every sum that known bounds link to these ones."""
    ouverts = set(codes)
    return ouverts | {code for groupe in groupes(tableau) if ouverts & set(groupe) for code in groupe}
