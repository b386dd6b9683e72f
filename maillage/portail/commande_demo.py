"""`maillage demo`: create the embedded database, load the demonstration region, serve it on this computer alone."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management import CommandError, call_command
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from maillage.portail.demonstration.reglages import GRAINE, TAILLE_PAR_DEFAUT, taille_connue
from maillage.socle.arguments import CODE_REFUS
from maillage.socle.tables import tables_neuves

ADRESSE = "127.0.0.1"
PORT = 8000
DOSSIER = Path("donnees-locales") / "demonstration"
FILS = "4"
PAS = 25


class CreationDesTables(migrate.Command):
    """Django's own creation of the tables, saying how far it is every quarter of the way: it takes some ten seconds."""

    def __init__(self) -> None:
        super().__init__()
        prevues = MigrationLoader(connections["default"])
        self.reste = len(set(prevues.disk_migrations) - set(prevues.applied_migrations))
        self.total, self.dit = max(self.reste, 1), 0
        self.vide = not prevues.applied_migrations

    def execute(self, *arguments: Any, **options: Any) -> Any:
        """A base that already holds tables takes Django's longer way."""
        with tables_neuves() if self.vide else nullcontext():
            return super().execute(*arguments, **options)

    def migration_progress_callback(self, action: str, migration: object | None = None, fake: bool = False) -> None:
        """Called by Django around each step."""
        if action != "apply_success":
            return
        self.reste -= 1
        part = 100 * (self.total - self.reste) // self.total
        if part // PAS > self.dit // PAS:
            self.dit = part
            _dire(f"{part:3d} % des tables créées")


def configurer(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--taille",
        type=_taille,
        default=TAILLE_PAR_DEFAUT,
        help="petite, moyenne, region (24 dispositifs) ou un nombre de dispositifs",
    )
    parser.add_argument("--graine", type=int, default=GRAINE, help="nombre entier : même graine, mêmes données")
    parser.add_argument("--port", type=int, default=PORT, help=f"port de la page ({PORT} par défaut)")
    parser.add_argument("--donnees", type=Path, default=DOSSIER, help="dossier de la base de démonstration")
    parser.add_argument("--sans-servir", action="store_true", help="charger seulement")


def executer(arguments: Sequence[str]) -> int:
    """Load then serve; return 0, or 2 with one line saying what to change."""
    parser = argparse.ArgumentParser(
        prog="maillage demo", description="Région de démonstration, inventée et reproductible."
    )
    configurer(parser)
    options = parser.parse_args(arguments)
    if not options.sans_servir and not _port_libre(options.port):
        return _refuser(
            f"arguments:0:--port: le port {options.port} est déjà pris : choisissez-en un autre avec --port"
        )
    _preparer_reglages(options.donnees, options.port)
    try:
        _charger(options)
    except CommandError as refus:
        return _refuser(f"arguments:0:--donnees: {refus}")
    _presenter(options.port, servir=not options.sans_servir)
    if not options.sans_servir:
        _servir(options)
    return 0


def _taille(texte: str) -> str:
    if not taille_connue(texte):
        raise argparse.ArgumentTypeError(
            f"taille inconnue « {texte} » : petite, moyenne, region ou un nombre de 1 à 99"
        )
    return texte


def _preparer_reglages(dossier: Path, port: int) -> None:
    """The demonstration always uses its own embedded database, and writes links that lead to itself."""
    dossier.mkdir(parents=True, exist_ok=True)
    os.environ.pop("DATABASE_URL", None)
    os.environ["MAILLAGE_DONNEES"] = str(dossier.resolve())
    os.environ["MAILLAGE_DEMONSTRATION"] = "1"
    os.environ.setdefault("MAILLAGE_ADRESSE", f"http://{ADRESSE}:{port}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    if not apps.ready:
        django.setup()


def _charger(options: argparse.Namespace) -> None:
    _dire("Base de démonstration…")
    call_command(CreationDesTables(), verbosity=0, interactive=False)
    call_command(
        "charger_demo",
        remplacer=True,
        taille=options.taille,
        graine=options.graine,
        sans_retours=not options.sans_servir,
    )
    connections.close_all()


def _presenter(port: int, *, servir: bool) -> None:
    if servir:
        _dire(f"\nOuvrez http://{ADRESSE}:{port}/ (Ctrl+C pour arrêter)")
        _dire("Les retours du dernier trimestre se transmettent pendant que vous regardez.")
    call_command("comptes_demo")


def _servir(options: argparse.Namespace) -> None:
    """Start beside it the worker of the long imports and the quarterly returns, then become the server; they stop with it."""
    sys.stdout.flush()
    retours = ["retours_demo", "--taille", options.taille, "--graine", str(options.graine)]
    serveur = ["--serveur", str(os.getpid())]
    for travail in (["taches_demo", "--quiet"], retours):
        subprocess.Popen([sys.executable, "-m", "django", *travail, *serveur])  # noqa: S603 (our own commands, checked options)
    adresse = ["--host", ADRESSE, "--port", str(options.port)]
    commande = [sys.executable, "-m", "granian", "--interface", "wsgi", *adresse]
    reglages = ["--workers", "1", "--blocking-threads", FILS, "--log-level", "error", "--workers-kill-timeout", "5"]
    os.execv(sys.executable, [*commande, *reglages, "maillage.config.wsgi:application"])  # noqa: S606 (our own server, fixed arguments)


def _port_libre(port: int) -> bool:
    with socket.socket() as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind((ADRESSE, port))
        except (OSError, OverflowError):
            return False
    return True


def _dire(texte: str) -> None:
    sys.stdout.write(f"{texte}\n")
    sys.stdout.flush()


def _refuser(texte: str) -> int:
    sys.stderr.write(f"{texte}\n")
    return CODE_REFUS
