"""Small demonstrations, each loaded once for the tests that only read it, and then forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction

from maillage.portail.demonstration.chargement import charger, faire_les_retours
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.tables import COLONNES

AUJOURD_HUI = date(2026, 3, 16)
PETITE = Reglages(aujourd_hui=AUJOURD_HUI, graine=7, taille="petite")

GRANDE = replace(PETITE, taille="1")
"""One dispositif alone, the size of those of a real region."""

LECTEURS: dict[Reglages, dict[str, Callable[[], Any]]] = {PETITE: {}, GRANDE: {}}
"""What each module of tests reads, by demonstration; each is loaded once for all of them."""

ACTES = {
    "liaison.FicheLiaison": ("identifiant", "etat", "nature", "empreinte"),
    "projet.ProjetPersonnalise": ("identifiant", "etat"),
    "projet.Transmission": ("jeune__identifiant", "section", "texte", "auteur", "adressage", "ecrite_le"),
    "appui_ressource.DemandeAppui": ("identifiant", "etat"),
}
"""What the acts of the demonstration write: the columns that do not depend on the moment it is loaded."""


def lecteur(reglages: Reglages) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Declare what a module reads in this demonstration; it finds the answer in `lectures[__name__]`."""

    def inscrire(lire: Callable[[], Any]) -> Callable[[], Any]:
        LECTEURS[reglages][lire.__module__] = lire
        return lire

    return inscrire


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
    """A digest of every row of each table of the demonstration, and of what its services wrote."""
    tables = {nom: list(modele(nom).order_by("pk").values_list()) for nom in COLONNES if nom.count(".") == 1}
    actes = {nom: sorted(modele(nom).values_list(*champs), key=repr) for nom, champs in ACTES.items()}
    return {nom: hashlib.sha256(repr(lignes).encode()).hexdigest() for nom, lignes in {**tables, **actes}.items()}
