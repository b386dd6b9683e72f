"""A real Valhalla on the extract of Andorra, built, started and ended by the test.

`MAILLAGE_VALHALLA` is the folder of its executables (`bin` of an environment where `pyvalhalla` 3.9 or newer is installed).
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cartographie.fichiers import Lanceur
from tests.conftest import exiger_partage

pytestmark = pytest.mark.sans_base
OUTILS = ("valhalla_build_config", "valhalla_build_tiles", "valhalla_service")
CHEMINS = os.pathsep.join(filter(None, (os.environ.get("MAILLAGE_VALHALLA"), os.environ.get("PATH"))))
ATTENTE_S = 30


@pytest.fixture(scope="module")
def valhalla(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not all(shutil.which(outil, path=CHEMINS) for outil in OUTILS):
        pytest.skip("Valhalla absent : donnez le dossier de ses exécutables dans MAILLAGE_VALHALLA")
    extrait = exiger_partage("data", "osm_extraits", "andorra.osm.pbf")
    dossier, port = tmp_path_factory.mktemp("valhalla"), _port_libre()
    reglages = _construire(dossier, extrait, port)
    service = subprocess.Popen(
        [str(shutil.which("valhalla_service", path=CHEMINS)), str(reglages), "1"],
        env=os.environ | {"PATH": CHEMINS},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _attendre(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(service.pid, signal.SIGKILL)  # a gentle end would drain connections for half a minute
        service.wait(ATTENTE_S)


def _construire(dossier: Path, extrait: Path, port: int) -> Path:
    reglages = dossier / "valhalla.json"
    options = {
        "mjolnir-tile-dir": dossier / "tuiles",
        "mjolnir-concurrency": 1,
        "httpd-service-listen": f"tcp://127.0.0.1:{port}",
        "httpd-service-loopback": f"ipc://{dossier}/boucle",
        "httpd-service-interrupt": f"ipc://{dossier}/arret",
    }
    mots = [mot for nom, valeur in options.items() for mot in (f"--{nom}", str(valeur))]
    reglages.write_text(_lancer("valhalla_build_config", *mots), encoding="utf-8")
    (dossier / "tuiles").mkdir()
    _lancer("valhalla_build_tiles", "-c", str(reglages), str(extrait))
    return reglages


def _lancer(outil: str, *mots: str) -> str:
    commande = [str(shutil.which(outil, path=CHEMINS)), *mots]
    environnement = os.environ | {"PATH": CHEMINS}
    return subprocess.run(commande, env=environnement, check=True, capture_output=True, text=True, timeout=120).stdout


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


def _attendre(port: int) -> None:
    limite = time.monotonic() + ATTENTE_S
    while time.monotonic() < limite:
        connexion = HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connexion.request("GET", "/status")
            if connexion.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connexion.close()
    pytest.fail("Valhalla ne répond pas")


def test_un_vrai_valhalla_donne_des_temps_de_route(valhalla: str, lanceur: Lanceur) -> None:
    points = lanceur.ecrire(
        "P.csv", "id,lon,lat", "vella,1.5218,42.5063", "soldeu,1.6673,42.5764", "cime,1.45,42.62", "paris,2.35,48.85"
    )
    assert lanceur.lancer("temps", points, points, "--fournisseur", "valhalla", "--url", valhalla) == 0
    paires = {(x["origine"], x["destination"]): x for x in lanceur.lignes()}
    assert set(paires) == {(un, deux) for un in ("vella", "soldeu") for deux in ("vella", "soldeu")}
    assert paires["vella", "vella"]["minutes"] == "0.00"
    route = paires["vella", "soldeu"]
    assert 17 < float(route["km"]) < 22 and 12 < float(route["minutes"]) < 30
    assert 0 < float(route["accroche_m"]) < 500
    assert route["source"] == "valhalla" and route["date"] and route["estimation"] == "false"
    motifs = dict(ligne.split(": ", 1) for ligne in lanceur.err.splitlines())
    assert "m du réseau" in motifs["inatteignable:vella:cime"]
    assert len(motifs) == 12
