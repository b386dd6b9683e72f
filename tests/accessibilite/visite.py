"""Walks every page that a role can reach by links, each kind of page once, as a patient visitor would."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

LIENS = "[...document.querySelectorAll('a[href]:not([download])')].map(a => a.getAttribute('href'))"
FICHIERS = (".pdf", ".xlsx", ".csv", ".ods", ".json", ".zip", ".ics", ".geojson", ".docx", ".odt", ".png")
BUREAU = "bureau"
"""The screen of the visit; a fault of a link is its own."""


@dataclass(frozen=True)
class Etape:
    """A kind of page (`nom`, the name of its address), where it was met and by whom."""

    nom: str
    role: str
    chemin: str
    fautes: dict[str, list[str]]
    """What was found on it when it was met, by screen."""


def nom_de(chemin: str) -> str | None:
    """Return the name of an address of the product, None for anything else."""
    try:
        return resolve(urlsplit(chemin).path).view_name
    except Resolver404:
        return None


def visiter(
    page: Page,
    racine: str,
    role: str,
    deja: set[str],
    *,
    examiner: Callable[[Page], dict[str, list[str]]],
    departs: tuple[str, ...] = ("/",),
) -> list[Etape]:
    """Follow links from the starting pages and examine each; stop at each kind of page already seen (`deja`, completed on the way).

    The starting pages are always opened: each role finds its own links there. A link that leads to a refusal is a fault of the page that shows it.
    """
    etapes: list[Etape] = []
    file = deque((depart, "") for depart in departs)
    while file:
        chemin, depuis = file.popleft()
        nom = nom_de(chemin)
        if nom is None or (depuis and nom in deja) or urlsplit(chemin).path.endswith(FICHIERS):
            continue
        deja.add(nom)
        reponse = page.goto(racine + chemin)
        if reponse is None or "html" not in reponse.headers.get("content-type", ""):
            continue
        if reponse.status != 200:
            refus = f"répond {reponse.status}, lien de {depuis or 'nulle part'}"
            etapes.append(Etape(nom, role, chemin, {BUREAU: [refus]}))
            continue
        liens = page.evaluate(LIENS)
        etapes.append(Etape(nom, role, chemin, examiner(page)))
        file.extend((local, chemin) for lien in liens if (local := _local(lien, chemin)))
    return etapes


def _local(lien: str, depuis: str) -> str | None:
    if lien.startswith("?"):
        return urlsplit(depuis).path + lien
    return lien if lien.startswith("/") and not lien.startswith("//") else None
