"""What a room of the network tells the others: the figures of the bilan, who was in touch with whom, what is found, what is public.

A room gives, in modules of its `selectors`, what it has of these; the room `reseau` and the portal gather them by name:

- `bilan.chiffres(*, debut, fin) -> list[ChiffreBilan]`
- `contacts.contacts(*, debut, fin) -> list[ContactReseau]`
- `recherche.chercher(acteur, q, maximum) -> list[ResultatReseau]`, within what the acting person may see
- `public.publications() -> list[PublicationReseau]`, what anyone may read without account

A figure carries its definition and the address of the rows it counts, so that none is ever typed.
Source: bilan of the national support mission, 2021-2024, whose figures had to be gathered by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class ChiffreBilan:
    """One computed figure of a period.

    `code` is unique in the whole bilan and starts with the room (« rencontres.tenues »); `valeur` is None when nothing could be counted, which is
    not zero; `unite` is what the figure counts, in the plural (« rencontres », « % »); `definition` says the query in plain words, with what is left
    out; `url_name` and `url_kwargs` lead to the page that lists what is counted (empty when there is none).
    """

    code: str
    libelle: str
    valeur: int | Decimal | None
    unite: str
    definition: str
    url_name: str = ""
    url_kwargs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ContactReseau:
    """One day on which the mission and a dispositif were in touch; `nature` is a few words (« Rencontre »), `libelle` says which."""

    dispositif_id: int
    date: dt.date
    nature: str
    libelle: str


@dataclass(frozen=True)
class ResultatReseau:
    """One thing found by the search of a room; `url` is empty when nothing more opens."""

    libelle: str
    detail: str
    url: str


@dataclass(frozen=True)
class PublicationReseau:
    """Something published that anyone may read; `genre` in a word (« Fiche », « Question »), `theme` in words, empty when none."""

    identifiant: str
    titre: str
    genre: str
    resume: str
    publiee_le: dt.date
    url: str
    theme: str = ""
