"""The words of the mails: templates whose first line is the subject, with sample values for a preview.

`templates/<contexte>/courriels/<nom>.txt` is named `<contexte>/<nom>`; `templates/<contexte>/courriels/exemples.toml` gives, by name, the sample
values (`[nom]`), and may say what the mail is for (`pour`). Names that begin with « _ » are pieces of others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.template import Context
from django.template.loader import get_template

from maillage.socle.courriel.models import MARQUE_RESERVE

EXEMPLES = "exemples.toml"
POUR = "pour"


@dataclass(frozen=True)
class GabaritCourriel:
    """A template, what it is for, and the sample values of its preview."""

    nom: str
    pour: str
    exemple: Mapping[str, Any]

    @property
    def contexte(self) -> str:
        return self.nom.partition("/")[0]

    @property
    def court(self) -> str:
        return self.nom.partition("/")[2]


def rediger(gabarit: str, contexte: Mapping[str, Any]) -> tuple[str, str]:
    """Return the subject and the text of `<contexte>/<nom>`; nothing is escaped as HTML, runs of empty lines are folded."""
    dossier, _, nom = gabarit.partition("/")
    modele = get_template(f"{dossier}/courriels/{nom}.txt")
    rendu: str = modele.template.render(Context(dict(contexte), autoescape=False))  # type: ignore[attr-defined]
    objet, _, texte = rendu.strip().partition("\n")
    return " ".join(objet.split()), "\n".join(_sans_vides_en_suite(texte.strip().splitlines())) + "\n"


def masquer(noms: Iterable[str]) -> dict[str, str]:
    """Return what stands, in the text kept here, in place of what only the recipient may read."""
    return {nom: f"{MARQUE_RESERVE}{nom}]" for nom in noms}


def demasquer(texte: str, secrets: Mapping[str, str]) -> str:
    """Return the text that leaves."""
    for nom, marque in masquer(secrets).items():
        texte = texte.replace(marque, secrets[nom])
    return texte


def gabarits() -> list[GabaritCourriel]:
    """Return every template that has sample values, by name."""
    return sorted((gabarit for dossier in _dossiers() for gabarit in _du_dossier(dossier)), key=lambda g: g.nom)


def gabarit_connu(nom: str) -> GabaritCourriel | None:
    return next((gabarit for gabarit in gabarits() if gabarit.nom == nom), None)


def _dossiers() -> Iterator[Path]:
    for config in apps.get_app_configs():
        yield from sorted((Path(config.path) / "templates").glob(f"*/courriels/{EXEMPLES}"))


def _du_dossier(exemples: Path) -> Iterator[GabaritCourriel]:
    valeurs = tomllib.loads(exemples.read_text("utf-8"))
    for nom, exemple in valeurs.items():
        yield GabaritCourriel(
            f"{exemples.parent.parent.name}/{nom}",
            exemple.get(POUR, ""),
            {cle: valeur for cle, valeur in exemple.items() if cle != POUR},
        )


def _sans_vides_en_suite(lignes: Iterable[str]) -> Iterator[str]:
    avant = ""
    for ligne in lignes:
        if ligne.strip() or avant.strip():
            yield ligne.rstrip()
        avant = ligne
