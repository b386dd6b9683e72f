"""The guide says what the scenarios say."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import RACINE

pytestmark = pytest.mark.sans_base


def test_le_guide_est_ecrit_depuis_les_scenarios() -> None:
    verification = subprocess.run(
        [sys.executable, RACINE / "scripts" / "rediger_guide.py", "--verifier"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert verification.returncode == 0, verification.stdout
