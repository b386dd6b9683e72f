"""The small demonstration, loaded once for a module of tests and then forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction

from maillage.portail.demonstration.chargement import charger, faire_les_retours
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.tables import COLONNES

AUJOURD_HUI = date(2026, 3, 16)
PETITE = Reglages(aujourd_hui=AUJOURD_HUI, graine=7, taille="petite")


@contextmanager
def charge_puis_oublie(reglages: Reglages) -> Iterator[int]:
    """Load inside a transaction that is rolled back at the end; give the number of rows."""
    with transaction.atomic():
        lignes = charger(reglages, _taire)
        faire_les_retours(reglages, _taire)
        yield lignes
        transaction.set_rollback(True)


def _taire(pour_cent: int, quoi: str) -> None:
    """No progress in the tests."""


def modele(nom: str) -> Any:
    """The manager of a model, by its name « contexte.Modele »."""
    return apps.get_model(nom)._default_manager


def empreintes() -> dict[str, str]:
    """A digest of every row of each table of the demonstration."""
    return {
        nom: hashlib.sha256(repr(list(modele(nom).order_by("pk").values_list())).encode()).hexdigest()
        for nom in COLONNES
        if nom.count(".") == 1
    }
