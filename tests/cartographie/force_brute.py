"""Small random problems and their optimum by enumeration: the oracle of the searches."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product

import numpy as np
from hypothesis import strategies as st

from maillage.cartographie.domain.implantation import Implantation, Objectif, evaluer
from maillage.cartographie.domain.interlocuteurs import (
    Besoin,
    Dispositif,
    Sectorisation,
    ValeursSectorisation,
    respecte_capacites,
    valeurs,
)
from maillage.cartographie.domain.temps import INATTEIGNABLE

UNITE = 10**6
POPULATIONS = st.sampled_from([0, 1, 2, 3, 7, 10]).map(lambda n: n * UNITE // 2)
MINUTES = st.one_of(
    st.integers(0, 12).map(lambda n: n * UNITE * 5 // 2), st.just(INATTEIGNABLE), st.integers(0, 60 * UNITE)
)


@st.composite
def implantations(draw: st.DrawFn, objectifs: tuple[Objectif, ...] = tuple(Objectif)) -> Implantation:
    demandes, candidats = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    existants = draw(st.lists(st.booleans(), min_size=candidats, max_size=candidats))
    minutes = draw(st.lists(MINUTES, min_size=demandes * candidats, max_size=demandes * candidats))
    return Implantation(
        tuple(f"d{rang}" for rang in range(demandes)),
        np.array(draw(st.lists(POPULATIONS, min_size=demandes, max_size=demandes)), dtype=np.int64),
        tuple(f"s{rang}" for rang in range(candidats)),
        np.array(existants, dtype=bool),
        np.array(minutes, dtype=np.int64).reshape(demandes, candidats),
        draw(st.integers(0, existants.count(False))),
        draw(st.sampled_from(objectifs)),
        draw(st.sampled_from([0, 10, 20, 30])) * UNITE,
    )


def est_permis(probleme: Implantation, sites: tuple[int, ...]) -> bool:
    """Mean and worst refuse a choice that leaves somebody, whom a candidate reaches, without a site."""
    if probleme.objectif is Objectif.COUVERTURE:
        return True
    sans = evaluer(probleme, sites).affectation < 0
    return not bool((sans & probleme.pesantes()).any())


def optimum_implantation(probleme: Implantation) -> Fraction | None:
    """Value of the best of all permitted choices; None when there is none."""
    choix = combinations([int(rang) for rang in probleme.nouveaux], probleme.k)
    permis = [evaluer(probleme, sites).valeur for sites in choix if est_permis(probleme, sites)]
    meilleur = max if probleme.objectif is Objectif.COUVERTURE else min
    return meilleur(permis) if permis else None


@st.composite
def sectorisations(draw: st.DrawFn) -> Sectorisation:
    familles = ("TED", "TND", "DI")[: draw(st.integers(1, 3))]
    ecoles = [f"e{rang}" for rang in range(draw(st.integers(1, 3)))]
    demandes = st.sampled_from([0, 1, 2, 3, 5]).map(lambda n: n * UNITE // 10)
    besoins = [Besoin(ecole, famille, draw(demandes)) for ecole in ecoles for famille in familles]
    dispositifs = tuple(
        Dispositif(f"k{rang}", frozenset(draw(st.sets(st.sampled_from(familles)))), draw(demandes) * 2)
        for rang in range(draw(st.integers(1, 3)))
    )
    minutes = {
        ecole: {
            dispositif.id: temps * UNITE
            for dispositif in dispositifs
            if (temps := draw(st.sampled_from([None, 0, 5, 10, 20, 60, 61]))) is not None
        }
        for ecole in ecoles
    }
    return Sectorisation(tuple(b for b in besoins if b.demande), dispositifs, minutes, 60 * UNITE)


def affectations(probleme: Sectorisation) -> Iterator[tuple[int | None, ...]]:
    options = [[None, *(rang for rang, _ in probleme.possibles(besoin))] for besoin in probleme.besoins]
    return (choix for choix in product(*options) if respecte_capacites(probleme, choix))


def optimum_sectorisation(probleme: Sectorisation) -> ValeursSectorisation:
    return min(valeurs(probleme, choix) for choix in affectations(probleme))
