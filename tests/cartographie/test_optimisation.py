"""Every objective against enumeration on small problems, and the time limit on a larger one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from maillage.cartographie.domain.implantation import Implantation, Objectif, StatutCalcul, evaluer
from maillage.cartographie.domain.interlocuteurs import Sectorisation, respecte_capacites, valeurs
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation import implantation, interlocuteurs
from tests.cartographie.force_brute import (
    est_permis,
    implantations,
    optimum_implantation,
    optimum_sectorisation,
    sectorisations,
)

pytestmark = pytest.mark.sans_base
SANS_HATE = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def _verifier(probleme: Implantation) -> None:
    issue, optimum = implantation.resoudre(probleme, Echeance(20)), optimum_implantation(probleme)
    if optimum is None:
        assert issue.statut is StatutCalcul.IRREALISABLE
        return
    assert issue.statut is StatutCalcul.OPTIMAL
    assert len(issue.sites) == probleme.k and not probleme.existants[list(issue.sites)].any()
    assert est_permis(probleme, issue.sites)
    assert (evaluer(probleme, issue.sites).valeur, issue.borne) == (optimum, optimum)


@SANS_HATE
@given(implantations((Objectif.MOYENNE,)))
def test_la_mediane_est_celle_de_l_enumeration(probleme: Implantation) -> None:
    _verifier(probleme)


@SANS_HATE
@given(implantations((Objectif.COUVERTURE,)))
def test_la_couverture_est_celle_de_l_enumeration(probleme: Implantation) -> None:
    _verifier(probleme)


@SANS_HATE
@given(implantations((Objectif.PIRE,)))
def test_le_centre_est_celui_de_l_enumeration(probleme: Implantation) -> None:
    _verifier(probleme)


@SANS_HATE
@given(sectorisations())
def test_les_interlocuteurs_sont_ceux_de_l_enumeration(probleme: Sectorisation) -> None:
    issue = interlocuteurs.resoudre(probleme, Echeance(20))
    assert issue.statut is StatutCalcul.OPTIMAL
    assert respecte_capacites(probleme, issue.affectation)
    assert valeurs(probleme, issue.affectation) == optimum_sectorisation(probleme)
