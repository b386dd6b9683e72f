"""What the public form says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SaisieDemande:
    """A request as it is written: codes of the reference tables, code of the commune, free texts without a child's name."""

    demandeur: str
    commune: str
    public: str
    situation: str
    souhait: str
    contact_nom: str
    courriel: str
    structure_nom: str = ""
    uai: str = ""
    deja_tente: str = ""
    telephone: str = ""
    nom_signale: bool = False
