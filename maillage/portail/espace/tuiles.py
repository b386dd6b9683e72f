"""The images of home and of the bar of the phone: each leads to one page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from maillage.portail.espace.selectors import Espace

PAGES = (
    ("semaine", "espace:semaine", "calendrier", "calendrier"),
    ("demandes", "espace:demandes", "question", "message"),
    ("equipe", "espace:equipe", "equipe", "jeunes"),
    ("projet", "espace:projet", "cible", "parcours"),
    ("carte", "ma_carte:carte", "carte", "carte"),
    ("documents", "espace:documents", "papier", "fichier"),
    ("partage", "espace:partage", "ecouter", "lien"),
    ("lectures", "espace:lectures", "voir", "voir"),
    ("droits", "espace:droits", "fort", "securite"),
    ("livret", "espace:livret_du_jeune", "lire", "livre"),
)
"""(page of the sentences, address, pictogram, icon of the navigation)."""


@dataclass(frozen=True)
class Tuile:
    """One image, its word, where it leads; `nombre`: what waits there."""

    page: str
    titre: str
    url: str
    image: str
    icone: str
    nombre: int = 0


def tuiles(espace: Espace, attendues: int = 0) -> list[Tuile]:
    """Return the images of a space, in order."""
    return [
        Tuile(
            page,
            espace.dire(f"{page}.titre"),
            reverse(adresse, args=[espace.identifiant]),
            image,
            icone,
            attendues if page == "demandes" else 0,
        )
        for page, adresse, image, icone in PAGES
    ]
