"""Where data, type and drawings come from, and under which licence: shown on the page « À propos »."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Credit:
    """A source that the product shows or ships."""

    nom: str
    auteur: str
    licence: str
    usage: str


CREDITS = (
    Credit(
        "FINESS",
        "Agence du numérique en santé et DREES",
        "Licence ouverte 2.0",
        "établissements, services et organismes gestionnaires",
    ),
    Credit(
        "Code officiel géographique et populations",
        "INSEE",
        "Licence ouverte 2.0",
        "communes, EPCI, départements, régions",
    ),
    Credit("Contours administratifs (Admin Express)", "IGN", "Licence ouverte 2.0", "limites sur les cartes"),
    Credit("Calendrier scolaire", "Ministère de l'Éducation nationale", "Licence ouverte 2.0", "vacances par zone"),
    Credit("Atkinson Hyperlegible Next", "Braille Institute", "SIL Open Font License 1.1", "caractères"),
    Credit("Tabler Icons", "Paweł Kuna", "MIT", "icônes"),
    Credit(
        "OpenMoji", "HfG Schwäbisch Gmünd et contributeurs", "CC BY-SA 4.0", "pictogrammes des pages faciles à lire"
    ),
    Credit("Bootstrap", "The Bootstrap Authors", "MIT", "grille et formulaires"),
    Credit("htmx", "Big Sky Software", "0BSD", "mises à jour partielles des pages"),
    Credit("MapLibre GL JS", "MapLibre", "BSD à trois clauses", "cartes"),
)
