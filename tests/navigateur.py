"""A real server on a small demonstration region, and a real chromium, shared by the browser and accessibility tests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from maillage.comptes.droits import ROLES
from tests.base_modele import preparer

DELAI_DEMARRAGE_S = 240
OPTIONS_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = os.environ.get("MAILLAGE_CHROMIUM", "/usr/bin/chromium")


@dataclass(frozen=True)
class Serveur:
    """A running demonstration: where it answers, and where its data are."""

    url: str
    donnees: Path


def chromium_present() -> bool:
    return Path(CHROMIUM).is_file()


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


def _repond(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/sante/", timeout=2) as reponse:
            return bool(reponse.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def demonstration(donnees: Path) -> Iterator[Serveur]:
    """Start `maillage demo` on the smallest region, wait until it answers, stop it at the end."""
    preparer(donnees)
    port = _port_libre()
    commande = [
        sys.executable,
        "-m",
        "maillage.cli",
        "demo",
        "--taille",
        "petite",
        "--port",
        str(port),
        "--donnees",
        str(donnees),
    ]
    environnement = {cle: valeur for cle, valeur in os.environ.items() if cle != "DATABASE_URL"}
    with (
        (donnees / "serveur.log").open("w") as journal,
        subprocess.Popen(
            commande, stdout=journal, stderr=subprocess.STDOUT, env=environnement, start_new_session=True
        ) as processus,
    ):
        serveur = Serveur(f"http://127.0.0.1:{port}", donnees)
        try:
            limite = time.monotonic() + DELAI_DEMARRAGE_S
            while not _repond(serveur.url):
                if processus.poll() is not None or time.monotonic() > limite:
                    raise RuntimeError((donnees / "serveur.log").read_text())
                time.sleep(0.3)
            yield serveur
        finally:
            with suppress(ProcessLookupError):
                os.killpg(processus.pid, signal.SIGTERM)
            processus.wait(10)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Launch Debian's chromium, without any connection of its own."""
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS_CHROMIUM)
        yield navigateur
        navigateur.close()


LIBELLES_DE_DEMONSTRATION = {"FAMILLE": "Parent 1"}
"""As whom the page of sign-in says it, when it is not the name of the role."""


def se_connecter(page: Page, serveur: Serveur, role: str) -> None:
    """Sign in with the demonstration account of a role, from the sign-in page as anyone would."""
    page.goto(f"{serveur.url}/compte/connexion/")
    page.get_by_role("button", name=f"comme {LIBELLES_DE_DEMONSTRATION.get(role, ROLES[role].libelle)}").first.click()
    page.wait_for_url(lambda url: "connexion" not in url)
