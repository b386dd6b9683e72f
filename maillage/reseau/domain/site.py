"""What the public site shows of the other rooms, in plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class RencontreAnnoncee:
    """One date of a coming meeting that anyone may read of. `identifiant` never changes; `url` is its public page."""

    identifiant: str
    titre: str
    debut: dt.datetime
    fin: dt.datetime
    lieu: str
    resume: str
    url: str
