"""Every scenario of the guide, played."""

from __future__ import annotations

import pytest
from pytest_bdd import scenarios

from tests.conftest import RACINE

pytestmark = pytest.mark.navigateur
scenarios(str(RACINE / "docs" / "guide" / "scenarios"))
