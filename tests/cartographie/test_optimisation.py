"""Every objective against enumeration on small problems, and the time limit on a larger one."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from maillage.cartographie.domain.implantation import Implantation, Objectif, StatutCalcul, evaluer
from maillage.cartographie.domain.interlocuteurs import Sectorisation, respecte_capacites, valeurs
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation import highs, implantation, interlocuteurs
from tests.cartographie.force_brute import (
    UNITE,
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


@settings(SANS_HATE, max_examples=60)  # three programmes each
@given(sectorisations())
def test_les_interlocuteurs_sont_ceux_de_l_enumeration(probleme: Sectorisation) -> None:
    issue = interlocuteurs.resoudre(probleme, Echeance(20))
    assert issue.statut is StatutCalcul.OPTIMAL
    assert respecte_capacites(probleme, issue.affectation)
    assert valeurs(probleme, issue.affectation) == optimum_sectorisation(probleme)


def test_un_solveur_qui_oublie_sa_limite_est_abandonne(monkeypatch: pytest.MonkeyPatch) -> None:
    arret = threading.Event()
    monkeypatch.setattr(highs.SolveurMuet, "run", lambda _: arret.wait(30))
    monkeypatch.setattr(highs, "DEPASSEMENT_MAX", 0.1)
    assembleur = highs.Assembleur()
    assembleur.ligne([0], [1.0], 0, 1)
    modele = highs.Modele(np.ones(1), np.ones(1), np.ones(1, dtype=bool), assembleur.lignes())
    reponse = highs.resoudre(modele, Echeance(0.3))
    arret.set()
    assert (reponse.fin, reponse.valeurs) == (highs.Fin.INTERROMPU, None)


def test_une_echeance_passee_rend_quand_meme_une_solution() -> None:
    probleme = Implantation(
        ("a", "b"),
        np.array([UNITE, UNITE]),
        ("s", "t"),
        np.array([False, False]),
        np.array([[UNITE, 2 * UNITE], [3 * UNITE, UNITE]]),
        1,
        Objectif.MOYENNE,
        UNITE,
    )
    for objectif in Objectif:
        issue = implantation.resoudre(replace(probleme, objectif=objectif), Echeance(0))
        assert issue.a_une_solution and len(issue.sites) == 1
        assert issue.borne is not None
        valeur = evaluer(replace(probleme, objectif=objectif), issue.sites).valeur
        assert valeur <= issue.borne if objectif is Objectif.COUVERTURE else issue.borne <= valeur
