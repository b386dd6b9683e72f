"""Fixtures of the territory commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cartographie.fichiers import Lanceur


@pytest.fixture
def lanceur(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Lanceur:
    return Lanceur(tmp_path, capsys)


@pytest.fixture
def moteur_absent(settings: Any) -> str:
    """An engine set by the operator, that nobody answers for."""
    settings.TEMPS_DE_TRAJET = {"osrm": "http://127.0.0.1:9"}
    return "osrm"
