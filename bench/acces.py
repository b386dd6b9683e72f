"""Access at the size of a region: 4,446 communes x 504 establishments, three bands, exact; aim: under one second of computing.

`python -m bench.acces [--communes FILE.csv[.gz] --etablissements FILE.csv[.gz]]`: files with columns lon, lat and population or capacite;
without them, an invented region of the same size. The command, which reads and writes CSV, is measured too.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import numpy as np

from maillage.cartographie.commande import executer
from maillage.cartographie.domain.acces import Desserte, ParametresAcces, acces_demandes
from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.domain.temps import ABSENT, Paires, Point
from maillage.cartographie.fournisseurs.estimation import Estimation

T = TypeVar("T")
COMMUNES, ETABLISSEMENTS = 4446, 504
BANDS, WEIGHTS = (10, 20, 30), ("1", "0.68", "0.22")


def read(path: str) -> list[tuple[float, float, int]]:
    """Longitude, latitude, people or places; rows without a point are left out."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    columns = [name for name in ("population", "capacite", "places") if name in rows[0]]
    return [
        (float(row["lon"]), float(row["lat"]), int(float(row[columns[0]] or 0)) if columns else 30)
        for row in rows
        if row.get("lon") and row.get("lat")
    ]


def invent(seed: int) -> tuple[list[tuple[float, float, int]], list[tuple[float, float, int]]]:
    rng = np.random.default_rng(seed)
    places = np.column_stack((rng.uniform(0.0, 4.8, COMMUNES), rng.uniform(42.4, 45.0, COMMUNES)))
    people = np.ceil(rng.lognormal(6, 1.3, COMMUNES)).astype(int)
    chosen = rng.choice(COMMUNES, ETABLISSEMENTS, p=people / people.sum())
    demands = [(float(x), float(y), int(n)) for (x, y), n in zip(places, people, strict=True)]
    return demands, [
        (*demands[rank][:2], int(n)) for rank, n in zip(chosen, rng.integers(10, 90, ETABLISSEMENTS), strict=True)
    ]


def measure(label: str, act: Callable[[], T]) -> T:
    real, cpu = time.perf_counter(), time.process_time()
    result = act()
    print(
        f"  {label:<34} {time.perf_counter() - real:6.2f} s real, {time.process_time() - cpu:6.2f} s processor",
        flush=True,
    )
    return result


def write(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows((header, *rows))
    return str(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communes")
    parser.add_argument("--etablissements")
    options = parser.parse_args()
    demands, supplies = (read(options.communes), read(options.etablissements)) if options.communes else invent(1)
    origins = [Point(f"c{i:05d}", x, y) for i, (x, y, _) in enumerate(demands)]
    targets = [Point(f"e{j:04d}", x, y) for j, (x, y, _) in enumerate(supplies)]
    print(
        f"{len(origins)} communes x {len(targets)} establishments = {len(origins) * len(targets):,} pairs", flush=True
    )
    trips = measure("estimated times", lambda: Estimation().mesurer(origins, targets))
    rows, columns = np.nonzero(trips.minutes != ABSENT)
    pairs = Paires(rows.astype(np.int64), columns.astype(np.int64), trips.minutes[rows, columns], trips.provenance)
    served = Desserte(
        np.array([n * UNITE for *_, n in demands], dtype=np.int64),
        np.array([n * UNITE for *_, n in supplies], dtype=np.int64),
        tuple(frozenset() for _ in supplies),
        pairs,
    )
    bands = ParametresAcces(tuple(b * UNITE for b in BANDS), tuple(Fraction(w) for w in WEIGHTS))
    results = measure("access, exact", lambda: acces_demandes(served, bands))
    print(f"  readings: {dict(Counter(str(result.lecture) for result in results))}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        files = [
            write(base / "DEMANDE.csv", ("id", "population"), ((p.id, d[2]) for p, d in zip(origins, demands, strict=True))),
            write(base / "OFFRE.csv", ("id", "capacite", "public"), ((p.id, s[2], "") for p, s in zip(targets, supplies, strict=True))),
            write(
                base / "TEMPS.csv",
                ("demande", "offre", "minutes"),
                ((origins[i].id, targets[j].id, trips.minutes[i, j] / UNITE) for i, j in zip(rows, columns, strict=True)),
            ),
        ]  # fmt: skip
        choice = ("--seuil", "30", "--paliers", "10,20,30", "--poids", ",".join(WEIGHTS))
        measure(
            "whole command, CSV read and written",
            lambda: executer(["acces", *files, *choice, "--sortie", str(base / "A.csv")]),
        )


if __name__ == "__main__":
    main()
