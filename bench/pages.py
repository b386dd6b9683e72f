"""Server time of the pages on the demonstration region, as ratios against reading the same facts, in one run.

    python -m bench.pages --donnees FOLDER [--tours 5]

FOLDER holds a base made by `maillage demo --sans-servir --donnees FOLDER` (it is made when absent). For each page: median server time, number
of queries, and ratio to the floor of the run: reading the facts of the same dispositif and quarter from the database, the least that a fresh
count must do. « à froid » counts again; « gardé » finds the kept result.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


def main() -> None:
    options = _options()
    os.environ.update(MAILLAGE_DONNEES=str(options.donnees.resolve()), MAILLAGE_DEMONSTRATION="1")
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    _charger(options.donnees)
    _mesurer(options.tours)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--donnees", type=Path, default=Path("bench/donnees/demonstration"))
    parser.add_argument("--tours", type=int, default=5)
    return parser.parse_args()


def _charger(donnees: Path) -> None:
    from django.core.management import call_command

    donnees.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("charger_demo", verbosity=0)


def _mesurer(tours: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.jeunes import peupler, premier_jeune
    from maillage.activite.models import ResultatCalcule
    from maillage.comptes.models import Utilisateur
    from maillage.structures.models import Dispositif

    dispositif = Dispositif.objects.order_by("pk")[1]
    client = Client(SERVER_NAME="localhost")
    client.force_login(Utilisateur.objects.get(email__startswith="direction@"))
    racine = f"/dispositifs/{dispositif_visible(client, dispositif)}"
    plancher = _mediane(lambda: _lire_les_faits(racine.split("/")[-1]), tours)
    print(f"plancher : lire les faits d'un trimestre, {plancher * 1000:.0f} ms")
    peuple = peupler(str(Utilisateur.objects.get(email__startswith="direction@").email))
    jeunes = f"dispositifs/{peuple}/jeunes/"
    nombreux = (
        ("300 jeunes et leurs rubans", f"{jeunes}?par=300", False),
        ("page d'un jeune, 3 ans", f"{jeunes}fiche/{premier_jeune()}/?vue=tout", False),
    )
    for libelle, chemin, froid in (*PAGES, *nombreux):

        def ouvrir(chemin: str = chemin, froid: bool = froid) -> Any:
            if froid:
                ResultatCalcule.objects.all().delete()
            return client.get(racine + chemin if chemin.startswith("/") else f"/{chemin}")

        ouvrir()
        with CaptureQueriesContext(connection) as requetes:
            reponse = ouvrir()
        nombre = len(requetes)
        duree = _mediane(ouvrir, tours)
        print(
            f"{libelle:<32} {duree * 1000:6.0f} ms  {duree / plancher:5.1f} × plancher  {nombre:3d} requêtes  statut {reponse.status_code}"
        )


PAGES = (
    ("grille, résultat gardé", "/activite/", False),
    ("grille, à froid", "/activite/", True),
    ("chiffres", "/activite/chiffres/", False),
    ("qualité", "/activite/qualite/", False),
    ("explication d'un chiffre", "/activite/explication/?mesure=journees", False),
    ("semaine du dispositif", "/agenda/semaine/?agenda=tous", False),
    ("journée", "/agenda/?agenda=tous", False),
    ("jeunes", "/jeunes/", False),
    ("établissements", "structures/etablissements/", False),
    ("journal", "compte/journal/", False),
)


def dispositif_visible(client: Any, dispositif: Any) -> str:
    """Return the code of a dispositif that the account may see."""
    if client.get(f"/dispositifs/{dispositif.code}/activite/").status_code == 200:
        return str(dispositif.code)
    premier = type(dispositif).objects.order_by("pk").first()
    return str(premier.code)


def _lire_les_faits(code: str) -> None:
    import datetime as dt

    from maillage.activite.faits import tables_du_dispositif
    from maillage.activite.selectors import periode_choisie
    from maillage.structures.selectors import dispositif_par_code

    dispositif = dispositif_par_code(code)
    assert dispositif is not None
    tables_du_dispositif(dispositif.pk, periode_choisie(None, aujourd_hui=dt.date.today()))


def _mediane(appel: Callable[[], Any], tours: int) -> float:
    durees = []
    for _ in range(tours):
        debut = time.perf_counter()
        appel()
        durees.append(time.perf_counter() - debut)
    return statistics.median(durees)


if __name__ == "__main__":
    main()
