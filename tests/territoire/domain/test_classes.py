from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from maillage.territoire.domain.classes import NOMBRE_CLASSES, classer


def test_treize_departements_se_rangent_en_cinq_classes() -> None:
    numeros, classes = classer([8, 1, 3, 12, 30, 5, 14, 2, 0, 4, 6, 7, 4])
    assert len(classes) == NOMBRE_CLASSES
    assert numeros[4] == 5 and numeros[8] == 1
    assert sum(classe.compte for classe in classes) == 13


def test_sans_valeur_il_n_y_a_pas_de_classe() -> None:
    assert classer([]) == ([], [])


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30))
def test_une_plus_grande_valeur_n_a_jamais_une_plus_petite_classe(valeurs: list[int]) -> None:
    numeros, classes = classer(valeurs)
    rangees = sorted(zip(valeurs, numeros, strict=True))
    assert [numero for _, numero in rangees] == sorted(numeros)
    for valeur, numero in rangees:
        classe = next(classe for classe in classes if classe.numero == numero)
        assert classe.bas <= valeur <= classe.haut
