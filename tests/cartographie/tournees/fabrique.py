"""Small invented problems of rounds, as the JSON of the contract."""

from __future__ import annotations

import json
import math
import random
from itertools import chain, combinations, permutations, product
from pathlib import Path
from typing import Any

from maillage.cartographie.tournees.domain.modele import ProblemeTournees
from maillage.cartographie.tournees.lecture import lire_probleme

Json = dict[str, Any]


def jeune(nom: str, point: str, **reste: object) -> Json:
    base = {"fauteuil": False, "accompagnateur": False, "duree_max": 60, "embarquement": 2}
    return {"id": nom, "point": point, **base, **reste}


def vehicule(nom: str = "v1", **reste: object) -> Json:
    base = {"depart": "E", "fin": "E", "places": 4, "places_fauteuil": 1, "cout_km": 0.5, "cout_heure": 30}
    return {"id": nom, **base, "cout_fixe": 20, **reste}


def probleme(jeunes: list[Json], vehicules: list[Json] | None = None, **reste: object) -> Json:
    """Points E, A, B, C on a line: 10 minutes and 8 km between two neighbours."""
    ids = ["E", "A", "B", "C"]
    minutes = [[10 * abs(i - j) for j in range(4)] for i in range(4)]
    return {
        "sens": "ALLER",
        "etablissement": "E",
        "arrivee": ["08:30", "09:00"],
        "points": [{"id": nom, "lon": 1.4 + rang / 10, "lat": 43.6} for rang, nom in enumerate(ids)],
        "temps": {"ids": ids, "minutes": minutes, "km": [[0.8 * m for m in ligne] for ligne in minutes]},
        "vehicules": [vehicule()] if vehicules is None else vehicules,
        "jeunes": jeunes,
        **reste,
    }


def ecrire(objet: object, dossier: Path) -> Path:
    chemin = dossier / "PROBLEME.json"
    chemin.write_text(json.dumps(objet), encoding="utf-8")
    return chemin


def lire(objet: object, dossier: Path) -> ProblemeTournees:
    return lire_probleme(ecrire(objet, dossier))


def heure(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def au_hasard(graine: int, *, nombre: int = 4, fenetres: bool = True) -> Json:
    """A random problem; times are not symmetric, some pairs are unreachable, minutes may have decimals."""
    de = random.Random(graine)
    ids = ["E", "D", *"ABC"]
    rien = [[de.random() < 0.03 for _ in ids] for _ in ids]
    minutes = [[0 if i == j else de.randint(20, 250) / 10 for j in range(5)] for i in range(5)]
    minutes = [[None if rien[i][j] and i != j else minutes[i][j] for j in range(5)] for i in range(5)]
    km = [[None if m is None else round(m * de.uniform(0.5, 1.2), 3) for m in ligne] for ligne in minutes]
    jeunes = []
    for rang in range(nombre):
        reste: Json = {"duree_max": de.choice([20, 35, 60, 45.5]), "embarquement": de.choice([0, 1, 2.5])}
        if fenetres and de.random() < 0.35:
            debut = de.randint(7 * 60 + 50, 8 * 60 + 20)
            reste["fenetre"] = [heure(debut), heure(debut + de.randint(0, 40))]
        if rang and de.random() < 0.25:
            reste["pas_avec"] = [f"j{de.randrange(rang)}"]
        fauteuil, accompagnateur = de.random() < 0.15, de.random() < 0.3
        jeunes.append(jeune(f"j{rang}", de.choice("ABC"), fauteuil=fauteuil, accompagnateur=accompagnateur, **reste))
    vehicules = [
        vehicule(
            f"v{rang}",
            depart=de.choice("ED"),
            fin=de.choice("ED"),
            places=de.randint(1, 4),
            places_fauteuil=de.randint(0, 1),
            cout_km=de.choice([0, 0.35, 0.5]),
            cout_heure=de.choice([0, 22.5, 30]),
        )
        for rang in range(2)
    ]
    sens = de.choice(["ALLER", "RETOUR"])
    return probleme(
        jeunes,
        vehicules,
        sens=sens,
        arrivee=["08:10", "08:30"],
        points=[],
        temps={"ids": ids, "minutes": minutes, "km": km},
    )


def miroir(objet: Json) -> Json:
    """The same rounds run backwards: other direction, times from column to row, departure and end exchanged."""
    temps = objet["temps"]
    autre = {"ALLER": "RETOUR", "RETOUR": "ALLER"}[objet["sens"]]
    vehicules = [{**v, "depart": v["fin"], "fin": v["depart"]} for v in objet["vehicules"]]
    inverses = {cle: [list(ligne) for ligne in zip(*temps[cle], strict=True)] for cle in ("minutes", "km")}
    return {**objet, "sens": autre, "vehicules": vehicules, "temps": {**temps, **inverses}}


def grand(nombre: int, graine: int = 1) -> Json:
    """Too large to be proved: points spread on a disc, a few vehicles."""
    de = random.Random(graine)
    ids = ["E", *(f"P{rang}" for rang in range(nombre))]
    lieux = [(0.0, 0.0), *((de.gauss(0, 15), de.gauss(0, 15)) for _ in range(nombre))]
    km = [[round(1.3 * math.dist(un, autre), 3) for autre in lieux] for un in lieux]
    minutes = [[round(1.2 * valeur, 2) for valeur in ligne] for ligne in km]
    jeunes = [jeune(f"j{rang}", f"P{rang}", duree_max=75) for rang in range(nombre)]
    vehicules = [vehicule(f"v{rang}", places=8) for rang in range(nombre // 8)]
    return probleme(jeunes, vehicules, points=[], temps={"ids": ids, "minutes": minutes, "km": km})


def decoupages(rangs: tuple[int, ...], point: dict[int, str]) -> list[tuple[tuple[int, ...], ...]]:
    """Every sequence of stops that serves these riders."""
    trouves = set()
    for ordre in permutations(rangs):
        for coupe in product((False, True), repeat=max(0, len(ordre) - 1)):
            arrets: list[list[int]] = [[ordre[0]]]
            for rang, nouveau in zip(ordre[1:], coupe, strict=True):
                if nouveau or point[rang] != point[arrets[-1][-1]]:
                    arrets.append([rang])
                else:
                    arrets[-1].append(rang)
            trouves.add(tuple(tuple(sorted(arret)) for arret in arrets))
    return sorted(trouves)


def sous_ensembles(nombre: int) -> list[tuple[int, ...]]:
    return list(chain.from_iterable(combinations(range(nombre), taille) for taille in range(1, nombre + 1)))
