"""Reads of the register of releases and of the tables kept ready."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from maillage.pilotage.models import Publication, TableauCalcule


def publications(periode: str = "") -> QuerySet[Publication]:
    """Return the releases, latest period and latest release first, without their tables; of one period if asked."""
    toutes = Publication.objects.defer("tableau")
    return toutes.filter(periode=periode) if periode else toutes


def publication_par_numero(periode: str, numero: int) -> Publication | None:
    """Return one release with its table, or None."""
    return Publication.objects.filter(periode=periode, numero=numero).first()


def tableau_garde(sources: str) -> TableauCalcule | None:
    """Return the table already computed from these very sources, or None."""
    return TableauCalcule.objects.filter(sources=sources).first()


def tableaux_gardes(sources: Collection[str]) -> dict[str, TableauCalcule]:
    """Return the tables already computed from these sources, by digest of the sources (1 query)."""
    return {tableau.sources: tableau for tableau in TableauCalcule.objects.filter(sources__in=sources)}
