"""Rounds against PyVRP and OR-Tools alone, on instances drawn as Solomon (1987) drew his: clustered (C), spread (R), both (RC).

Each rider is a customer: a point of a 100 x 100 square, a window, a boarding; vehicles start from and come back to the establishment, which
receives at any hour, and the cost is the distance. His own instances are in no package that the product may install, hence drawn ones.
Alone, PyVRP has the plain model, and the same ceiling for all as the longest duration of a round that begins at its first boarding.
`python -m bench.tournees [--seconds 10] [--sizes 25 50 100]`; `--cpu` counts seconds of processor, on a machine shared with other work.
A peer that the product does not install (spopt, of `bench.implantation`) goes in a virtual environment of its own, never the project's:
`python3.11 -m venv ../peers && ../peers/bin/pip install -r requirements.txt spopt`, then `../peers/bin/python -m bench.implantation`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from maillage.cartographie.tournees.calcul import calculer
from maillage.cartographie.tournees.ecriture import objet_resultat
from maillage.cartographie.tournees.lecture import relire_probleme
from maillage.cartographie.tournees.solveur.resolution import Minuterie
from maillage.cartographie.tournees.valeurs import ecrire_heure

KINDS = ("C", "R", "RC")
SEATS, BOARDING, HORIZON = 20, 10, 1000
CEILING = 120
CLOCK = time.monotonic
SCALE = 1000
"""Peers compute in whole numbers: thousandths."""


def draw(kind: str, size: int, seed: int, ceiling: int | None) -> dict[str, Any]:
    """A problem of contract 5."""
    rng = np.random.default_rng(seed)
    centres = rng.uniform(15, 85, (max(2, size // 10), 2))
    near = centres[rng.integers(0, len(centres), size)] + rng.normal(0, 4, (size, 2))
    spread = rng.uniform(0, 100, (size, 2))
    where = {"C": near, "R": spread, "RC": np.where(np.arange(size)[:, None] % 2 == 0, near, spread)}[kind]
    points = np.vstack(([[50.0, 50.0]], np.clip(where, 0, 100)))
    minutes = np.round(np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)), 3)
    ids = ["E", *(f"p{n:03d}" for n in range(1, size + 1))]
    early = rng.uniform(minutes[0, 1:], HORIZON - 200, size).round()
    hours = [[_hour(start), _hour(min(start + 120, HORIZON))] for start in early]
    riders = [
        {"id": f"j{n}", "point": ids[n], "fauteuil": False, "accompagnateur": False, "duree_max": ceiling or HORIZON,
         "embarquement": BOARDING, "fenetre": hours[n - 1]}
        for n in range(1, size + 1)
    ]  # fmt: skip
    vehicles = [
        {"id": f"v{n:02d}", "depart": "E", "fin": "E", "places": SEATS, "places_fauteuil": 0, "cout_km": 1, "cout_heure": 0, "cout_fixe": 0}
        for n in range(max(4, size // 3))
    ]  # fmt: skip
    grid = minutes.tolist()
    times = {"ids": ids, "minutes": grid, "km": grid, "source": kind, "date": None, "estimation": False}
    shown = [
        {"id": name, "lon": float(x) / 100, "lat": 43 + float(y) / 100}
        for name, (x, y) in zip(ids, points, strict=True)
    ]
    return {"sens": "ALLER", "etablissement": "E", "arrivee": [_hour(0), _hour(HORIZON + 300)], "points": shown,
            "temps": times, "vehicules": vehicles, "jeunes": riders}  # fmt: skip


def _hour(minutes: float) -> str:
    return ecrire_heure(int(minutes) * 60)


def _minutes(hour: str) -> int:
    hours, minutes = hour.split(":")[:2]
    return int(hours) * 60 + int(minutes)


@dataclass
class _Limit:
    """Stops a peer after these seconds of `CLOCK`."""

    seconds: float
    start: float = field(default_factory=lambda: CLOCK())

    def __call__(self, best_cost: int) -> bool:
        return CLOCK() - self.start > self.seconds


def ours(problem: dict[str, Any], seconds: float) -> str:
    read = relire_probleme(problem, "bench.json")
    result = objet_resultat(read, calculer(read, Minuterie(CLOCK, CLOCK() + seconds)))
    return f"{result['cout']:9.2f}, {len(result['non_servis'])} left, {len(result['tournees'])} vehicles, {result['statut']}"


def ortools(problem: dict[str, Any], seconds: float) -> str:
    """Textbook model: time with waiting, one seat by rider, ride to the end of the round as a difference of times."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    riders, grid = problem["jeunes"], problem["temps"]["minutes"]
    manager = pywrapcp.RoutingIndexManager(len(grid), len(problem["vehicules"]), 0)
    model = pywrapcp.RoutingModel(manager)

    def distance(a: int, b: int) -> int:
        return round(grid[manager.IndexToNode(a)][manager.IndexToNode(b)] * SCALE)

    def duration(a: int, b: int) -> int:
        return distance(a, b) + (BOARDING * SCALE if manager.IndexToNode(a) else 0)

    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitCallback(distance))
    model.AddDimension(model.RegisterTransitCallback(duration), HORIZON * SCALE, 2 * HORIZON * SCALE, False, "time")
    seat = model.RegisterUnaryTransitCallback(lambda a: int(manager.IndexToNode(a) > 0))
    model.AddDimension(seat, 0, SEATS, True, "seats")
    clock, solver = model.GetDimensionOrDie("time"), model.solver()
    for rank, rider in enumerate(riders, start=1):
        index = manager.NodeToIndex(rank)
        start, end = (_minutes(hour) * SCALE for hour in rider["fenetre"])
        clock.CumulVar(index).SetRange(start, end)
        model.AddDisjunction([index], 10**9)
        for vehicle in range(len(problem["vehicules"])):
            end_of = clock.CumulVar(model.End(vehicle))
            carried = model.VehicleVar(index) == vehicle
            solver.Add((end_of - clock.CumulVar(index)) * carried <= rider["duree_max"] * SCALE)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    limit = _Limit(seconds)
    model.AddSearchMonitor(solver.CustomLimit(lambda: limit(0)))
    answer = model.SolveWithParameters(parameters)
    if answer is None:
        return "nothing found"
    left = sum(
        answer.Value(model.NextVar(manager.NodeToIndex(n))) == manager.NodeToIndex(n) for n in range(1, len(grid))
    )
    return f"{(answer.ObjectiveValue() - left * 10**9) / SCALE:9.2f}, {left} left"


def pyvrp(problem: dict[str, Any], seconds: float) -> str:
    from pyvrp import Model

    model, grid = Model(), problem["temps"]["minutes"]
    places = [model.add_location(round(p["lon"] * 10**5), round(p["lat"] * 10**5)) for p in problem["points"]]
    depot, ceiling = model.add_depot(places[0]), problem["jeunes"][0]["duree_max"]
    limit = {"shift_duration": ceiling * SCALE} if ceiling < HORIZON else {}
    model.add_vehicle_type(len(problem["vehicules"]), capacity=SEATS, start_depot=depot, end_depot=depot, **limit)
    for place, rider in zip(places[1:], problem["jeunes"], strict=True):
        start, end = (_minutes(hour) * SCALE for hour in rider["fenetre"])
        model.add_client(
            place, pickup=1, service_duration=BOARDING * SCALE, tw_early=start, tw_late=end, prize=10**7, required=False
        )
    for a, origin in enumerate(places):
        for b, target in enumerate(places):
            if a != b:
                distance = round(grid[a][b] * SCALE)
                model.add_edge(origin, target, distance=distance, duration=0 if limit and a == 0 else distance)
    best = model.solve(_Limit(seconds), seed=1, display=False).best
    served = sum(route.num_clients() for route in best.routes())
    return f"{best.distance() / SCALE:9.2f}, {len(problem['jeunes']) - served} left, {best.num_routes()} vehicles"


def show(label: str, solve: Callable[[dict[str, Any], float], str], problem: dict[str, Any], seconds: float) -> None:
    real, cpu = time.perf_counter(), time.process_time()
    found = solve(problem, seconds)
    print(
        f"    {label:<10} {found}  ({time.perf_counter() - real:.1f} s real, {time.process_time() - cpu:.1f} s processor)",
        flush=True,
    )


def main() -> None:
    global CLOCK
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--sizes", type=int, nargs="+", default=[25, 50, 100])
    parser.add_argument("--cpu", action="store_true")
    options = parser.parse_args()
    if options.cpu:
        CLOCK = time.process_time
    for kind in KINDS:
        for size in options.sizes:
            for ceiling in (None, CEILING):
                problem = draw(kind, size, 7, ceiling)
                print(
                    f"  {kind} {size} riders, {f'{ceiling} minutes on board at most' if ceiling else 'no ceiling'}",
                    flush=True,
                )
                show("Maillage", ours, problem, options.seconds)
                show("OR-Tools", ortools, problem, options.seconds)
                show("PyVRP", pyvrp, problem, options.seconds)


if __name__ == "__main__":
    main()
