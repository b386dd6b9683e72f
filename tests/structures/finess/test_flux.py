from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.structures.finess import flux

VALEURS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda enfants: st.lists(enfants, max_size=4) | st.dictionaries(st.text(), enfants, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), VALEURS, max_size=5), st.sampled_from([None, 2]), st.integers(1, 40))
def test_lire_par_morceaux_donne_la_meme_chose_que_lire_d_un_bloc(
    objet: dict[str, object], retrait: int | None, taille: int
) -> None:
    class Lent(io.StringIO):
        def read(self, _taille: int | None = -1) -> str:
            return super().read(taille)

    relu: dict[str, object] = {cle: [] for cle, valeur in objet.items() if isinstance(valeur, list)}
    for cle, rang, valeur in flux.FluxJson(Lent(json.dumps(objet, indent=retrait))).elements():
        if rang < 0:
            relu[cle] = valeur
        else:
            relu[cle].append(valeur)  # type: ignore[attr-defined]
    assert relu == objet


@pytest.mark.parametrize("texte", ["", "[1]", '{"a": 1', '{"a": [1, 2', '{"a": [1 2]}', '{"a"; 1}', '{"a": tru'])
def test_un_json_brise_est_dit(texte: str) -> None:
    with pytest.raises(ValueError, match="JSON"):
        list(flux.FluxJson(io.StringIO(texte)).elements())
