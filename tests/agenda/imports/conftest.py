"""Background work is done at once in these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from huey.contrib.djhuey import HUEY


@pytest.fixture(autouse=True)
def _taches_immediates() -> Iterator[None]:
    HUEY.immediate = True
    yield
    HUEY.immediate = False
