"""What pages and files say of establishments, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.structures.models import ChangementEtablissement
from maillage.structures.referentiels import categories, libelle_public, modes

ETIQUETTES = {
    "nom": "nom",
    "adresse": "adresse",
    "code_postal": "code postal",
    "commune": "commune",
    "categorie": "catégorie",
    "organisme_finess": "organisme",
    "ferme_le": "fermé le",
}


@dataclass(frozen=True)
class ChangementLisible:
    """A line of the history: the change, what was and what is, in words; `source`: the file it was read in."""

    changement: ChangementEtablissement
    avant: str
    apres: str
    source: str


def changements_lisibles(changements: Iterable[ChangementEtablissement]) -> list[ChangementLisible]:
    """Return the history, newest first."""
    return [
        ChangementLisible(
            changement,
            _valeurs(changement.avant),
            _valeurs(changement.apres),
            changement.lot.nom_fichier if changement.lot else "",
        )
        for changement in changements
    ]


def _valeurs(valeurs: dict[str, str]) -> str:
    return ", ".join(f"{ETIQUETTES.get(champ, champ)} {valeur}" for champ, valeur in valeurs.items() if valeur)


def sigle_categorie(code: str) -> str:
    """Return the acronym of a category, its code when it is unknown."""
    return categories()[code].sigle if code in categories() else code


def libelle_categorie(code: str) -> str:
    return categories()[code].libelle if code in categories() else code


def libelle_mode(code: str) -> str:
    return modes()[code].libelle if code in modes() else f"Mode {code}"


def libelle_du_public(code: str, declare: str) -> str:
    """Return the public of today, and the code of the file when it was an old one."""
    return libelle_public(code) if code == declare else f"{libelle_public(code)} (code {declare} dans le fichier)"
