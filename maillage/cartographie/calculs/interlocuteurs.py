"""Interlocutors of the schools of a département at their fewest: contract 4 on what the register holds, beside today's sectors.

How many pupils of each public a school expects is not known: the authorised places of the dispositifs of the département are spread over its
schools as their pupils are. It is an estimation, said so wherever it is shown.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.cartographie.domain.interlocuteurs import (
    Affectation,
    Besoin,
    Dispositif,
    MotifSansReponse,
    Sectorisation,
    ValeursSectorisation,
    affectation_actuelle,
    valeurs,
)
from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.domain.temps import ABSENT, Point, Provenance
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.fournisseurs import Fournisseur
from maillage.cartographie.optimisation.interlocuteurs import resoudre
from maillage.cartographie.selectors.departs import Depart, departs_des_lignes
from maillage.cartographie.selectors.interlocuteurs import EcoleCroisee, croiser
from maillage.cartographie.selectors.offre import FiltresOffre, LigneOffre, offre
from maillage.territoire.domain.positions import defaut_de

SECONDES = 8.0
"""How long the search may take within a request; the best answer found is given, proved or not."""


@dataclass(frozen=True)
class LigneProposee:
    """A school and public whose answer changes: today's responsible, the one proposed (key, name, public code), minutes, or why none."""

    ecole: Any
    public: str
    avant: str
    dispositif: tuple[int, str, str] | None
    minutes: float | None
    motif: str


@dataclass(frozen=True)
class InterlocuteursProposes:
    """`ecoles` and `besoins` looked at; values of today and of the proposal; the lines that change."""

    ecoles: int
    besoins: int
    prouve: bool
    avant: ValeursSectorisation
    apres: ValeursSectorisation
    lignes: list[LigneProposee]
    provenance: Provenance | None


def minimiser(
    departement: str, publics: Sequence[str], *, seuil: int, le: dt.date, fournisseur: Fournisseur
) -> InterlocuteursProposes:
    """Raises FournisseurIndisponibleError."""
    croisees = [
        c for c in croiser(departement, "", le) if c.ecole.eleves and defaut_de(c.ecole.lon, c.ecole.lat) is None
    ]
    par_public = {public: _capables(public, le) for public in publics}
    lignes = list({ligne.pk: ligne for siennes in par_public.values() for ligne in siennes}.values())
    noms = {code: (pk, nom, code) for ligne in lignes for pk, nom, code in ligne.dispositifs}
    minutes, provenance = _minutes(croisees, lignes, departs_des_lignes(lignes, le), fournisseur)
    besoins, tous = _besoins(croisees, par_public, departement), _dispositifs(par_public)
    probleme = Sectorisation(tuple(besoins), tuple(tous), minutes, seuil * UNITE)
    actuel = affectation_actuelle(probleme, _actuel(croisees, noms))
    issue = resoudre(probleme, Echeance(SECONDES))
    lignes_changees = _changements(probleme, (actuel, issue.affectation), croisees, noms)
    return InterlocuteursProposes(
        len({besoin.ecole for besoin in probleme.besoins}),
        len(probleme.besoins),
        str(issue.statut) == "OPTIMAL",
        valeurs(probleme, actuel),
        valeurs(probleme, issue.affectation),
        lignes_changees,
        provenance,
    )


def _changements(
    probleme: Sectorisation,
    affectations: tuple[Affectation, Affectation],
    croisees: Sequence[EcoleCroisee],
    noms: Mapping[str, tuple[int, str, str]],
) -> list[LigneProposee]:
    """One line by school and public whose answer changes, or that has none."""
    par_uai, lignes = {croisee.ecole.uai: croisee for croisee in croisees}, []
    for besoin, avant, apres in zip(probleme.besoins, *affectations, strict=True):
        if avant == apres and apres is not None:
            continue
        croisee = par_uai[besoin.ecole]
        code = None if apres is None else probleme.dispositifs[apres].id
        lignes.append(
            LigneProposee(
                croisee.ecole,
                besoin.famille,
                ", ".join(nom for _, nom in croisee.responsables.get(besoin.famille, ())),
                noms[code] if code else None,
                round(probleme.minutes[besoin.ecole][code] / UNITE, 1) if code else None,
                "" if code else MOTIFS[probleme.motif(besoin)],
            )
        )
    return lignes


MOTIFS = {
    MotifSansReponse.AUCUN_PUBLIC: "aucun dispositif ne prend ce public",
    MotifSansReponse.HORS_SEUIL: "aucun dispositif de ce public à portée",
    MotifSansReponse.CAPACITE: "plus assez de places",
}


def _minutes(
    croisees: Sequence[EcoleCroisee],
    lignes: Sequence[LigneOffre],
    departs: Sequence[Depart],
    fournisseur: Fournisseur,
) -> tuple[dict[str, dict[str, int]], Provenance | None]:
    """From each school to the nearest departure of each dispositif."""
    minutes: dict[str, dict[str, int]] = {croisee.ecole.uai: {} for croisee in croisees}
    if not croisees or not departs:
        return minutes, None
    trajets = fournisseur.mesurer(
        [Point(c.ecole.uai, c.ecole.lon, c.ecole.lat) for c in croisees],
        [depart.point for depart in departs],
    )
    for ici, mesures in zip(croisees, trajets.minutes.tolist(), strict=True):
        siennes = minutes[ici.ecole.uai]
        for depart, duree in zip(departs, mesures, strict=True):
            for _, _, code in lignes[depart.rang].dispositifs if duree != ABSENT else ():
                siennes[code] = min(duree, siennes.get(code, duree))
    return minutes, trajets.provenance


def _capables(public: str, le: dt.date) -> list[LigneOffre]:
    """Placed establishments of a dispositif that take this public, with their places for it (2 queries)."""
    lignes = offre(FiltresOffre(le=le, public=public))
    return [ligne for ligne in lignes if ligne.dispositifs and defaut_de(ligne.lon, ligne.lat) is None]


def _besoins(
    croisees: Sequence[EcoleCroisee], par_public: Mapping[str, Sequence[LigneOffre]], departement: str
) -> list[Besoin]:
    """Millionths of a pupil; a share that rounds to nothing is no need."""
    eleves = sum(croisee.ecole.eleves or 0 for croisee in croisees)
    places = {
        public: sum(ligne.places or 0 for ligne in lignes if ligne.departement == departement)
        for public, lignes in par_public.items()
    }
    besoins = [
        Besoin(c.ecole.uai, public, nombre * UNITE * (c.ecole.eleves or 0) // eleves)
        for c in croisees
        for public, nombre in places.items()
    ]
    return [besoin for besoin in besoins if besoin.demande > 0]


def _dispositifs(par_public: Mapping[str, Sequence[LigneOffre]]) -> list[Dispositif]:
    """Places of all the walls of each dispositif, public by public."""
    familles: dict[str, set[str]] = defaultdict(set)
    capacites: dict[str, int] = defaultdict(int)
    for public, lignes in par_public.items():
        for ligne in lignes:
            for _, _, code in ligne.dispositifs:
                familles[code].add(public)
                capacites[code] += (ligne.places or 0) * UNITE
    return [Dispositif(code, frozenset(familles[code]), capacites[code]) for code in sorted(familles)]


def _actuel(croisees: Sequence[EcoleCroisee], noms: dict[str, tuple[int, str, str]]) -> dict[tuple[str, str], str]:
    """Today's responsible, when there is one and no conflict."""
    codes = {pk: code for code, (pk, _, _) in noms.items()}
    return {
        (croisee.ecole.uai, public): codes.get(siens[0][0], "")
        for croisee in croisees
        for public, siens in croisee.responsables.items()
        if len(siens) == 1
    }
