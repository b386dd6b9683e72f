"""No hidden count is recovered from a published table (R43, *Requirement*); without the guard, many are."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from maillage.pilotage.domain.passes import masques_des_passes
from maillage.pilotage.domain.retours import Attendu, Selection
from maillage.pilotage.domain.secret import Masque, Secret, masquer_ratios, masquer_sommes
from maillage.pilotage.domain.tableau import Tableau
from maillage.pilotage.ecriture import texte_du_tableau
from maillage.pilotage.restitution import etablir, masquer
from maillage.pilotage.services.semblables import Groupes, caches_de_la_region, proteger_groupes
from tests.pilotage import attaque_semblables
from tests.pilotage.attaque import GROUPES, cellules_devinees
from tests.pilotage.fabrique import TYPES, retour, tableau_au_hasard, valeurs_au_hasard

pytestmark = pytest.mark.sans_base
TAILLES = ((1, 4, 6), (2, 2, 5), (3, 3, 4), (4, 4, 5), (5, 2, 9))
CAS = [(graine, taille, 5 + 6 * (graine % 2)) for graine, taille in enumerate(TAILLES * 2)]


def _tableau(graine: int, taille: tuple[int, int, int]) -> Tableau:
    regions, types, effectif = taille
    return tableau_au_hasard(graine, regions=regions, types=types, effectif=effectif)


def _sans_garde(tableau: Tableau, seuil: int, *, passes: bool) -> str:
    secret = Secret(seuil)
    masques = masquer_sommes(tableau, secret)
    if passes:
        masques |= dict.fromkeys(masques_des_passes(tableau, masques), Masque.SECONDAIRE)
    return texte_du_tableau(tableau, masquer_ratios(tableau, secret, masques) | masques)


@pytest.mark.parametrize(("graine", "taille", "seuil"), CAS)
def test_aucune_cellule_cachee_n_est_devinee(graine: int, taille: tuple[int, int, int], seuil: int) -> None:
    tableau = _tableau(graine, taille)
    texte = texte_du_tableau(tableau, masquer(tableau, Secret(seuil)))
    assert list(cellules_devinees(texte, seuil)) == []


def test_aucune_cellule_cachee_n_est_devinee_dans_un_tableau_national() -> None:
    tableau = tableau_au_hasard(2024, regions=13, types=4, effectif=7)
    texte = texte_du_tableau(tableau, masquer(tableau, Secret(5)))
    assert list(cellules_devinees(texte, 5, GROUPES[:1])) == []


@pytest.mark.parametrize("seuil", [5, 11])
def test_sans_la_garde_l_attaque_reussit(seuil: int) -> None:
    for graine, taille in enumerate(TAILLES):
        tableau = _tableau(graine, taille)
        assert any(cellules_devinees(_sans_garde(tableau, seuil, passes=False), seuil))


def test_les_passes_seules_ne_suffisent_pas() -> None:
    assert any(
        any(cellules_devinees(_sans_garde(_tableau(graine, taille), 5, passes=True), 5))
        for graine, taille in enumerate(TAILLES)
    )


def test_la_protection_laisse_des_cellules_visibles() -> None:
    """A guard that hid everything would also resist: most of what the passes show stays shown."""
    tableau = tableau_au_hasard(7, regions=13, types=4, effectif=12)
    secret = Secret(5)
    passes = _sans_garde(tableau, 5, passes=True).count(",s\n")
    gardee = texte_du_tableau(tableau, masquer(tableau, secret)).count(",s\n")
    total = sum(1 for _ in tableau.mesures()) * len(tableau.croisements)
    assert gardee - passes < 0.1 * (total - passes)


def _semblables(graine: int) -> tuple[str, Groupes]:
    """A table of two regions, and the dispositifs of the first by kind of territory."""
    alea = random.Random(graine)
    retours = [
        retour(Attendu(f"{region}-{type_}-{rang}", region, type_), **valeurs_au_hasard(alea))
        for region in "AB"
        for type_ in TYPES[:2]
        for rang in range(alea.randint(11, 22))
    ]
    texte = etablir([un.attendu for un in retours], Selection(tuple(retours), ()), Secret(5)).texte()
    ranges = tuple(
        replace(un, attendu=replace(un.attendu, region=alea.choice(("dense", "rural"))))
        for un in retours
        if un.attendu.region == "A"
    )
    secret = Secret(5, caches_de_la_region(texte.encode(), "A"))
    return texte, proteger_groupes([un.attendu for un in ranges], ranges, secret)


@pytest.mark.parametrize(("graine", "ouverte"), [(1, False), (4, False), (5, False), (313, True)])
def test_les_semblables_et_la_region_lus_ensemble_n_ouvrent_rien(graine: int, ouverte: bool) -> None:
    """`ouverte`: without the silence on what the region hides, a rate of a group would narrow a count of the region."""
    texte, groupes = _semblables(graine)
    assert list(attaque_semblables.cellules_devinees(texte, groupes, "A", 5)) == []
    sans_silence = replace(groupes, caches=frozenset())
    assert any(attaque_semblables.cellules_devinees(texte, sans_silence, "A", 5)) is ouverte
