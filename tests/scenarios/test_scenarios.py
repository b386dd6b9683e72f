"""Every scenario of the guide, played; that which uses up its own demonstration is played in tests/parcours_utilisateur."""

from __future__ import annotations

import pytest
from pytest_bdd import scenarios

from tests.conftest import RACINE

pytestmark = pytest.mark.navigateur
A_PART = "changer-de-modalite.feature"
scenarios(*(str(f) for f in sorted((RACINE / "docs/guide/scenarios").glob("*.feature")) if f.name != A_PART))
