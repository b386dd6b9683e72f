"""Invented names, from noms.toml: family names are made of syllables, places too."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

from django.utils.text import slugify

NOMS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("noms.toml").read_text("utf-8"))


def nom_de_famille(rng: Random) -> str:
    return rng.choice(NOMS["debuts"]) + rng.choice(NOMS["fins"])


def prenom(rng: Random, sexe: str) -> str:
    return rng.choice(NOMS["prenoms_f" if sexe == "F" else "prenoms_m"])


def prenom_de_professionnel(rng: Random) -> str:
    return rng.choice(NOMS["prenoms_pros"])


def rue(rng: Random) -> str:
    return f"{rng.randint(1, 90)} {rng.choice(NOMS['rues'])}"


def nom_de_groupe(rang: int) -> str:
    return NOMS["groupes"][rang % len(NOMS["groupes"])]


def nom_de_lieu(rang: int) -> str:
    """An invented name of a place, different for each rank up to several hundreds."""
    tour, place = divmod(rang, len(NOMS["lieux"]))
    lieu = NOMS["lieux"][place]
    return lieu if tour == 0 else f"{lieu}-{NOMS['debuts'][tour % len(NOMS['debuts'])]}"


def code_de_dispositif(type_: str, nom: str) -> str:
    """What names the dispositif in addresses: no accent goes there."""
    return slugify(f"{type_} {nom}")
