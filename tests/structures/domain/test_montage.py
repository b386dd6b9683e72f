from __future__ import annotations

import pytest

from maillage.structures.domain.montage import REGLES_MONTAGE, erreur_de_montage
from maillage.structures.models.dispositif import Montage


@pytest.mark.parametrize(
    ("montage", "nombre", "accepte"),
    [
        ("AUTORISATION_UNIQUE", 0, False),
        ("AUTORISATION_UNIQUE", 1, True),
        ("AUTORISATION_UNIQUE", 2, False),
        ("ORGANISATION_PARTENARIALE", 1, False),
        ("ORGANISATION_PARTENARIALE", 2, True),
        ("ORGANISATION_PARTENARIALE", 5, True),
    ],
)
def test_le_montage_dit_combien_d_organismes(montage: str, nombre: int, accepte: bool) -> None:
    assert (erreur_de_montage(montage, nombre) is None) is accepte


def test_chaque_montage_a_sa_regle() -> None:
    assert set(REGLES_MONTAGE) == set(Montage.values)
