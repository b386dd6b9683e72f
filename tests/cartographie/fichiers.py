"""Write input files, run a territory command through the real entry point, read what it says."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from maillage.cli import main


@dataclass
class Lanceur:
    """`ecrire` makes an input file; `lancer` returns the status; `places` are the first three fields of stderr lines."""

    dossier: Path
    capsys: pytest.CaptureFixture[str]
    err: str = ""
    out: str = ""

    @property
    def sortie(self) -> Path:
        return self.dossier / "sortie"

    def ecrire(self, nom: str, *lignes: str) -> str:
        chemin = self.dossier / nom
        chemin.write_text("\n".join(lignes) + "\n", encoding="utf-8")
        return str(chemin)

    def lancer(self, commande: str, *arguments: str) -> int:
        code = main(["cartographie", commande, *arguments, "--sortie", str(self.sortie)])
        self.out, self.err = self.capsys.readouterr()
        return code

    def places(self) -> list[str]:
        return [":".join(ligne.split(":")[:3]) for ligne in self.err.splitlines()]

    def lignes(self) -> list[dict[str, str]]:
        with self.sortie.open(encoding="utf-8", newline="") as flux:
            return list(csv.DictReader(flux))

    def objet(self) -> Any:
        return json.loads(self.sortie.read_text(encoding="utf-8"))
