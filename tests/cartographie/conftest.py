"""Fixtures of the territory commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cartographie.fichiers import Lanceur


@pytest.fixture
def lanceur(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Lanceur:
    return Lanceur(tmp_path, capsys)
