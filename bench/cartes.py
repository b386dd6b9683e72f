"""A map of 6,000 points in a real chromium: how long until it answers the hand, as a ratio to the same page with 60 points, in one run.

    python -m bench.cartes --donnees FOLDER [--points 6000] [--tours 3] [--chromium /usr/bin/chromium]

FOLDER holds a base made by `maillage demo --sans-servir --donnees FOLDER`; two studies of zones blanches by school are added to it, of 60 and
of so many invented schools. « Prête »: the map is drawn and its tools answer. Processor time of the server is
measured apart, in the same run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

OBJECTIF_S = 2.0
TEMOIN = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--donnees", type=Path, default=Path("bench/donnees/demonstration"))
    parser.add_argument("--points", type=int, default=6000)
    parser.add_argument("--tours", type=int, default=3)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    os.environ.update(MAILLAGE_DONNEES=str(options.donnees.resolve()), MAILLAGE_DEMONSTRATION="1")
    os.environ["MAILLAGE_HOTES"] = "localhost,127.0.0.1"
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    from maillage.config.demarrage import achever

    achever()
    etudes = {nombre: _etude(nombre) for nombre in (TEMOIN, options.points)}
    serveurs = {nombre: _temps_du_serveur(cle, options.tours) for nombre, cle in etudes.items()}
    mesures = _mesurer(etudes, options.tours, options.chromium)
    for nombre in etudes:
        print(f"{nombre} points : serveur {serveurs[nombre] * 1000:.0f} ms, carte prête {mesures[nombre]:.2f} s")
    rapport = mesures[options.points] / mesures[TEMOIN]
    verdict = "tenu" if mesures[options.points] <= OBJECTIF_S else "manqué"
    print(f"rapport : {rapport:.1f} ; objectif de {OBJECTIF_S:.0f} s {verdict}")


def _etude(nombre: int) -> int:
    """A finished study by school, its lines written as the computation writes them."""
    from django.utils import timezone

    from maillage.cartographie.models import EtatEtude, EtudeZones

    rng = Random(nombre)
    modele = EtudeZones.objects.filter(etat=EtatEtude.FINIE, base="COMMUNE").order_by("pk").first()
    if modele is None or not modele.lignes:
        raise SystemExit("Il faut une base de démonstration : maillage demo --sans-servir --donnees FOLDER")
    lignes = [_ecole(modele.lignes[rang % len(modele.lignes)], rang, rng) for rang in range(nombre)]
    champs = {
        champ.name: getattr(modele, champ.attname)
        for champ in EtudeZones._meta.concrete_fields
        if not champ.primary_key
    }
    return EtudeZones.objects.create(**{**champs, "base": "ECOLE", "lignes": lignes, "demandee_le": timezone.now()}).pk


def _ecole(ligne: dict[str, Any], rang: int, rng: Random) -> dict[str, Any]:
    """Schools all over the région: too many for outlines, hence points."""
    lon, lat = rng.uniform(-0.3, 4.8), rng.uniform(42.4, 45.0)
    return {**ligne, "code": f"E{rang:05d}", "nom": f"École {rang}", "lon": round(lon, 5), "lat": round(lat, 5)}


def _temps_du_serveur(cle: int, tours: int) -> float:
    client = _client()
    return statistics.median(_duree(lambda: client.get(_adresse(cle)), time.process_time) for _ in range(tours + 1))


def _duree(appel: Any, horloge: Callable[[], float] = time.perf_counter) -> float:
    debut = horloge()
    appel()
    return horloge() - debut


def _adresse(cle: int) -> str:
    return f"/cartes/zones-blanches/{cle}/?niveau=ecole"


def _client() -> Any:
    from django.test import Client

    from maillage.comptes.models import Utilisateur

    client = Client(SERVER_NAME="localhost")
    client.force_login(Utilisateur.objects.get(email__startswith="ars@"))
    return client


class _Muet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""


def _servir() -> WSGIServer:
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    serveur = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), handler_class=_Muet)
    threading.Thread(target=serveur.serve_forever, daemon=True).start()
    return serveur


def _mesurer(etudes: dict[int, int], tours: int, chromium: str) -> dict[int, float]:
    from django.conf import settings
    from playwright.sync_api import sync_playwright

    session, serveur = _client().cookies[settings.SESSION_COOKIE_NAME].value, _servir()
    racine = f"http://127.0.0.1:{serveur.server_port}"
    mesures: dict[int, list[float]] = {nombre: [] for nombre in etudes}
    with sync_playwright() as outils:
        navigateur = outils.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        contexte = navigateur.new_context(viewport={"width": 1280, "height": 900})
        contexte.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": racine}])
        page = contexte.new_page()
        for tour in range(tours + 1):
            for nombre, cle in etudes.items():
                duree = _duree(lambda cle=cle: _ouvrir(page, racine + _adresse(cle)))
                if tour:  # the first one fills the caches
                    mesures[nombre].append(duree)
        navigateur.close()
    serveur.shutdown()
    return {nombre: statistics.median(lues) for nombre, lues in mesures.items()}


def _ouvrir(page: Any, adresse: str) -> None:
    page.goto(adresse, wait_until="commit")
    page.wait_for_selector(".carte-prete")
    page.wait_for_selector("[data-carte-outils]:not([hidden])")


if __name__ == "__main__":
    main()
