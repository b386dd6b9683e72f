"""Reading the bytes of a FHIR bundle: size, encoding, JSON, each refused with its place."""

from __future__ import annotations

import json
from typing import Any

from maillage.echanges.domain.erreurs import ErreurEchange

TAILLE_MAXIMALE = 256 * 1024 * 1024
MEGA = 1024 * 1024


class LotIllisible(ErreurEchange):
    """Bytes that are no bundle; `ligne` is where the reading stopped, 0 for the whole file."""

    def __init__(self, message: str, ligne: int = 0) -> None:
        super().__init__(message, champ="fichier")
        self.ligne = ligne


def lire_lot(octets: bytes) -> Any:
    """Return the JSON of a bundle. Raise LotIllisible for what is too large, truncated, of another encoding or no JSON."""
    if len(octets) > TAILLE_MAXIMALE:
        raise LotIllisible(
            f"le lot fait {len(octets) // MEGA} Mo, la limite est de {TAILLE_MAXIMALE // MEGA} Mo : découpez-le par jeune"
        )
    try:
        return json.loads(octets.decode("utf-8-sig"))
    except UnicodeDecodeError as erreur:
        raise LotIllisible("le fichier n'est pas en UTF-8") from erreur
    except json.JSONDecodeError as erreur:
        raise LotIllisible(
            f"le JSON s'interrompt ou se trompe, colonne {erreur.colno} : fichier tronqué ?", erreur.lineno
        ) from erreur
    except RecursionError as erreur:
        raise LotIllisible("le JSON est imbriqué au-delà du raisonnable") from erreur
