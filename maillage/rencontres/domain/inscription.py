"""What someone says to register, and the key under which an establishment counts its places."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.socle.domain.texte import plier


@dataclass(frozen=True)
class SaisieInscription:
    """Who comes: `attente` is what they hope for, in their words."""

    prenom: str
    nom: str
    courriel: str = ""
    fonction: str = ""
    structure: str = ""
    attente: str = ""


def cle_d_etablissement(dispositif_id: int | None, structure: str, personne: str) -> str:
    """Return the key that ceilings count: the dispositif, else the folded name, else the person alone."""
    if dispositif_id is not None:
        return f"d{dispositif_id}"
    plie = plier(structure).replace("-", " ")
    return f"s {plie}"[:210] if plie else f"p {personne}"[:210]
