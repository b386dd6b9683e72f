"""Sites at the size to hold: 4,500 demands x 300 candidates, k = 10, each objective, through the real command.

`python -m bench.implantation [--seconds 60] [--full] [--spopt] [--patience 300] [--demands 4446] [--sites 10]`; `--full` also gives the
plain full model of the first region (one column by pair, as textbook libraries write it) to the same solver with the same limit; `--spopt`
gives it to PySAL's spopt, in a process of its own killed after `--patience` seconds of real time. spopt is no dependency of the product:
install it in a virtual environment of its own, as `bench/tournees.py` says, and run this from there.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import numpy as np

from maillage.cartographie.commande import executer
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation import highs
from maillage.cartographie.optimisation.highs import Assembleur, Modele, resoudre

DEMANDS, CANDIDATES, THRESHOLD = 4500, 300, 30
OBJECTIVES = ("moyenne", "couverture", "pire")
TOWNS = 40
FULL_MODEL_GRACE = 120.0
"""Seconds the plain model may take beyond its limit: it is the yardstick, it is not abandoned as in the product."""


def generate(seed: int, *, clustered: bool, demands: int = DEMANDS) -> tuple[np.ndarray, np.ndarray]:
    """Populations and minutes of an invented region of 200 km x 200 km, around towns or evenly spread."""
    rng = np.random.default_rng(seed)
    if clustered:
        towns = rng.uniform(0, 200, (TOWNS, 2))
        places = towns[rng.integers(0, TOWNS, demands)] + rng.normal(0, 12, (demands, 2))
    else:
        places = rng.uniform(0, 200, (demands, 2))
    sites = places[rng.choice(demands, CANDIDATES, replace=False)]
    km = np.hypot(*(places[:, None] - sites[None]).transpose(2, 0, 1))
    minutes = np.round(km * 1.3 * rng.uniform(0.9, 1.1, km.shape) + 2, 2)
    return np.ceil(rng.lognormal(5, 1.3, demands)), minutes


def write(folder: Path, people: np.ndarray, minutes: np.ndarray) -> list[str]:
    tables = {
        "DEMANDE.csv": (("id", "population"), ((f"d{i}", int(n)) for i, n in enumerate(people))),
        "CANDIDATS.csv": (("id", "existant"), ((f"s{j}", "") for j in range(CANDIDATES))),
        "TEMPS.csv": (
            ("demande", "candidat", "minutes"),
            ((f"d{i}", f"s{j}", f"{minutes[i, j]:.2f}") for i in range(len(people)) for j in range(CANDIDATES)),
        ),
    }
    for name, (header, rows) in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows((header, *rows))
    return [str(folder / name) for name in tables]


def run(files: list[str], objective: str, sites: int, seconds: int) -> None:
    output = Path(files[0]).with_name("S.json")
    start, cpu = time.perf_counter(), time.process_time()
    options = ("--k", str(sites), "--objectif", objective, "--temps-max", str(seconds), "--sortie", str(output))
    status = executer(["implantation", *files, *options])
    spent, used = time.perf_counter() - start, time.process_time() - cpu
    result = json.loads(output.read_text(encoding="utf-8")) if not status else {}
    shown = {key: result.get(key) for key in ("statut", "valeur", "borne", "ecart", "stabilite")}
    print(f"  {objective:<10} {spent:6.1f} s, {used:.1f} s processor  {shown}", flush=True)


def plain_model(people: np.ndarray, minutes: np.ndarray, objective: str, k: int) -> Modele:
    """x_ij <= y_j, Σ_j x_ij = 1, Σ y = k, every pair a column; the last column is the largest minutes."""
    demands = len(people)
    sites, pairs = CANDIDATES, demands * CANDIDATES
    columns, rows = np.arange(pairs) + sites, Assembleur()
    rows.bloc(np.full(demands, CANDIDATES), columns, np.ones(pairs), (1.0, 1.0))
    links = np.column_stack((columns, np.tile(np.arange(sites), demands))).reshape(-1)
    rows.bloc(np.full(pairs, 2), links, np.tile([1.0, -1.0], pairs), (-np.inf, 0.0))
    rows.ligne(np.arange(sites), np.ones(sites), k, k)
    costs = {
        "moyenne": people[:, None] * minutes,
        "couverture": people[:, None] * (minutes > THRESHOLD),
        "pire": np.zeros_like(minutes),
    }[objective]
    if objective == "pire":
        indices = np.column_stack((columns.reshape(minutes.shape), np.full(demands, sites + pairs))).reshape(-1)
        values = np.column_stack((minutes, np.full(demands, -1.0))).reshape(-1)
        rows.bloc(np.full(demands, CANDIDATES + 1), indices, values, (-np.inf, 0.0))
    objective_row = np.concatenate((np.zeros(sites), costs.reshape(-1), [100.0 * (objective == "pire")]))
    upper = np.append(np.ones(sites + pairs), np.inf)
    return Modele(objective_row, upper, np.arange(len(upper)) < sites, rows.lignes())


def worth(people: np.ndarray, minutes: np.ndarray, objective: str, chosen: np.ndarray) -> float:
    """The value of a choice of sites, whoever made it."""
    reached = minutes[:, chosen].min(axis=1)
    return {
        "moyenne": float((people * reached).sum()),
        "couverture": float(people[reached <= THRESHOLD].sum()),
        "pire": float(reached.max()),
    }[objective]


def run_full(people: np.ndarray, minutes: np.ndarray, objective: str, sites: int, seconds: int) -> None:
    start = time.perf_counter()
    answer = resoudre(plain_model(people, minutes, objective, sites), Echeance(seconds))
    spent, found = time.perf_counter() - start, "nothing"
    if answer.valeurs is not None:
        found = str(worth(people, minutes, objective, np.flatnonzero(answer.valeurs[:CANDIDATES] > 0.5)))
    print(f"  full model {objective:<10} {spent:6.1f} s  {answer.fin} {found} (bound {answer.borne})", flush=True)


def solve_with_spopt(
    people: np.ndarray, minutes: np.ndarray, objective: str, sites: int, seconds: int, report: Path
) -> None:
    """spopt builds its model with PuLP and gives it to HiGHS; what it says goes to `report` as it goes."""
    import pulp
    from spopt.locate import MCLP, PCenter, PMedian

    start = time.perf_counter()
    model = {
        "moyenne": lambda: PMedian.from_cost_matrix(minutes, people, sites),
        "couverture": lambda: MCLP.from_cost_matrix(minutes, people, THRESHOLD, sites),
        "pire": lambda: PCenter.from_cost_matrix(minutes, sites),
    }[objective]()
    report.write_text(f"model written in {time.perf_counter() - start:.1f} s; ")
    try:
        model.solve(pulp.HiGHS(msg=False, timeLimit=seconds, threads=1), results=False)
        chosen = np.array([rank for rank, variable in enumerate(model.fac_vars) if (variable.varValue or 0) > 0.5])
        found = str(worth(people, minutes, objective, chosen)) if len(chosen) == sites else "no choice of sites"
    except RuntimeError as error:
        found = f"nothing ({error})"
    report.write_text(report.read_text() + found)


def run_spopt(people: np.ndarray, minutes: np.ndarray, objective: str, sites: int, limits: tuple[int, int]) -> None:
    """In a process of its own: the limit of the solver holds for the solver alone, patience holds for everything."""
    seconds, patience = limits
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        report.write_text("model never written; ")
        start, used = time.perf_counter(), getrusage(RUSAGE_CHILDREN)
        peer = multiprocessing.get_context("spawn").Process(
            target=solve_with_spopt, args=(people, minutes, objective, sites, seconds, report)
        )
        peer.start()
        peer.join(patience)
        said = ""
        if peer.is_alive():
            peer.kill()
            peer.join()
            said = f"nothing, killed after {patience} s"
        spent, after = time.perf_counter() - start, getrusage(RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
        print(f"  spopt {objective:<10} {spent:6.1f} s, {cpu:.1f} s processor, {report.read_text()}{said}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--spopt", action="store_true")
    parser.add_argument("--patience", type=int, default=300, help="seconds of real time before spopt is killed")
    parser.add_argument("--demands", type=int, default=DEMANDS)
    parser.add_argument("--sites", type=int, default=10)
    options = parser.parse_args()
    if options.full:
        highs.DEPASSEMENT_MAX = FULL_MODEL_GRACE
    for clustered in (True, False):
        people, minutes = generate(1, clustered=clustered, demands=options.demands)
        print("around towns" if clustered else "evenly spread", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            files = write(Path(folder), people, minutes)
            for objective in OBJECTIVES:
                run(files, objective, options.sites, options.seconds)
                if options.full and clustered:
                    run_full(people, minutes, objective, options.sites, options.seconds)
                if options.spopt and clustered:
                    run_spopt(people, minutes, objective, options.sites, (options.seconds, options.patience))


if __name__ == "__main__":
    main()
