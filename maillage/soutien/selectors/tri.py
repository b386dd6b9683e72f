"""Sorting a list by a word of its address; an unknown word gives the order by default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Model, QuerySet

T = TypeVar("T", bound=Model)


def ordonner(lignes: QuerySet[T], tri: str, connus: Mapping[str, tuple[str, ...]], defaut: str) -> QuerySet[T]:
    """Return the rows in that order, « - » before the word for the reverse one."""
    voulu = tri if tri.lstrip("-") in connus else defaut
    ordonnees = lignes.order_by(*connus[voulu.lstrip("-")])
    return ordonnees.reverse() if voulu.startswith("-") else ordonnees
