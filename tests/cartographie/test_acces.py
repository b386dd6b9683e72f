"""Access: invariants, readings at their edges, arguments and files."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.cartographie.domain.acces import (
    CalculAcces,
    Desserte,
    ParametresAcces,
    acces_demandes,
    capacite_partagee,
)
from maillage.cartographie.domain.nombres import UNITE, arrondir
from maillage.cartographie.domain.temps import Provenance, paires
from tests.cartographie.fichiers import Lanceur

pytestmark = pytest.mark.sans_base
QUANTITES = st.integers(0, 10**12)
MINUTES = st.integers(0, 60).map(lambda n: n * UNITE)


@st.composite
def dessertes(draw: st.DrawFn) -> tuple[Desserte, ParametresAcces]:
    demandes, offres = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    places = draw(st.sets(st.tuples(st.integers(0, demandes - 1), st.integers(0, offres - 1)), max_size=20))
    ordre = sorted(places)
    minutes = [draw(MINUTES) for _ in ordre]
    temps = paires([i for i, _ in ordre], [j for _, j in ordre], minutes, Provenance("essai"))
    publics = tuple(draw(st.sets(st.sampled_from(["TND", "DI"])).map(frozenset)) for _ in range(offres))
    populations, capacites = ([draw(QUANTITES) for _ in range(n)] for n in (demandes, offres))
    paliers = tuple(n * UNITE for n in sorted(draw(st.sets(st.integers(0, 60), min_size=1, max_size=3))))
    poids = tuple(Fraction(draw(st.integers(1, 100)), 100) for _ in paliers)
    public = draw(st.sampled_from([None, "TND"]))
    return Desserte(np.array(populations), np.array(capacites), publics, temps), ParametresAcces(paliers, poids, public)


@given(dessertes())
def test_toute_l_offre_est_partagee_exactement(cas: tuple[Desserte, ParametresAcces]) -> None:
    calcul = CalculAcces(*cas)
    populations = cas[0].populations.tolist()
    recue = sum((Fraction(p, UNITE) * calcul.acces_exact(rang) for rang, p in enumerate(populations)), Fraction())
    assert recue == capacite_partagee(calcul)


@given(dessertes())
def test_l_arrondi_et_la_lecture_viennent_de_la_valeur_exacte(cas: tuple[Desserte, ParametresAcces]) -> None:
    calcul = CalculAcces(*cas)
    for rang, resultat in enumerate(calcul.resultats()):
        exact = calcul.acces_exact(rang)
        assert resultat.acces == arrondir(exact, 6)
        if resultat.lecture in ("OK", "SATURE"):
            assert (resultat.lecture == "SATURE") == (exact < calcul.minimum())


@given(dessertes(), MINUTES, QUANTITES)
def test_une_offre_de_plus_n_eloigne_personne(
    cas: tuple[Desserte, ParametresAcces], minutes: int, capacite: int
) -> None:
    desserte, parametres = cas
    avant = acces_demandes(desserte, parametres)
    temps, nouvelle = desserte.paires, len(desserte.capacites)
    apres = acces_demandes(
        Desserte(
            desserte.populations,
            np.append(desserte.capacites, capacite),
            (*desserte.publics, frozenset({"TND"})),
            paires([*temps.origines, 0], [*temps.destinations, nouvelle], [*temps.minutes, minutes], temps.provenance),
        ),
        parametres,
    )
    for un, deux in zip(avant, apres, strict=True):
        assert un.minutes_plus_proche is None or (deux.minutes_plus_proche or 0) <= un.minutes_plus_proche
        assert un.minutes_plus_proche is None or deux.minutes_plus_proche is not None


@pytest.fixture
def fichiers(lanceur: Lanceur) -> tuple[str, str, str]:
    return (
        lanceur.ecrire("D.csv", "id,population", "a,3", "b,0.5"),
        lanceur.ecrire("O.csv", "public,id,capacite", ",s,1", "DI;TND,t,0"),
        lanceur.ecrire("T.csv", "demande,offre,minutes", "a,s,30.000001", "a,t,30", "b,t,29.5"),
    )


def test_une_offre_sans_place_compte_et_sature(lanceur: Lanceur, fichiers: tuple[str, str, str]) -> None:
    assert lanceur.lancer("acces", *fichiers, "--seuil", "30") == 0
    resume = [(x["id"], x["minutes_plus_proche"], x["acces"], x["lecture"]) for x in lanceur.lignes()]
    assert resume == [("a", "30", "0.000000", "SATURE"), ("b", "29.5", "0.000000", "SATURE")]
    assert lanceur.lancer("acces", *fichiers, "--seuil", "30", "--acces-min", "0") == 0
    assert {ligne["lecture"] for ligne in lanceur.lignes()} == {"OK"}


@pytest.mark.parametrize(
    ("options", "colonnes"),
    [
        ((), ["--seuil"]),
        (("--seuil", "30", "--paliers", "10,20"), ["--paliers", "--poids"]),
        (("--seuil", "30", "--paliers", "20,10,30", "--poids", "1,1,1"), ["--paliers"]),
        (("--seuil", "30", "--paliers", "10,30"), ["--poids"]),
        (("--seuil", "30", "--paliers", "10,30", "--poids", "1,0"), ["--poids"]),
        (("--seuil", "30", "--paliers", "10,30", "--poids", "1.1,1"), ["--poids"]),
        (("--seuil", "30", "--poids", "x"), ["--poids"]),
        (("--seuil", "trente"), ["--seuil"]),
        (("--seuil", "30", "--seuil", "20"), ["--seuil"]),
        (("--seuil", "30", "--public", ""), ["--public"]),
        (("--seuil", "30", "--acces-min", "-1"), ["--acces-min"]),
    ],
)
def test_les_arguments_faux(
    lanceur: Lanceur, fichiers: tuple[str, str, str], options: tuple[str, ...], colonnes: list[str]
) -> None:
    assert lanceur.lancer("acces", *fichiers, *options) == 2
    assert set(lanceur.places()) <= {f"arguments:0:{colonne}" for colonne in colonnes}
    assert f"arguments:0:{colonnes[0]}" in lanceur.places()
    assert not lanceur.sortie.exists()


@settings(max_examples=30)
@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_un_arrondi_pile_au_milieu_s_eloigne_de_zero(unites: int, personnes: int) -> None:
    """One supply of (2u + 1) half millionths of place by person."""
    capacite = (2 * unites + 1) * personnes
    desserte = Desserte(
        np.array([2 * 10**6 * personnes]),
        np.array([capacite]),
        (frozenset(),),
        paires([0], [0], [0], Provenance("essai")),
    )
    (resultat,) = acces_demandes(desserte, ParametresAcces((0,)))
    assert int(resultat.acces.scaleb(6)) == unites + 1
