"""The town that a person names."""

from __future__ import annotations

import re
from typing import Any

from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.socle.domain.texte import plier
from maillage.territoire.selectors import rechercher_communes

NOMMEE = re.compile(r"^(?P<nom>.*?)\s*(?:\((?P<departement>\w{2,3})\))?$")


def commune_nommee(saisie: str) -> Any:
    """Return the town of « Muret » or « Muret (31) », None when nothing is written; raise ErreurRencontre when none or several answer."""
    saisie = saisie.strip()
    if not saisie:
        return None
    lue = NOMMEE.match(saisie)
    nom, departement = (lue["nom"], lue["departement"]) if lue else (saisie, None)
    trouvees = [
        commune
        for commune in rechercher_communes(nom, limite=200)
        if _mots(commune.nom) == _mots(nom) and departement in {None, commune.departement}
    ]
    if not trouvees:
        raise ErreurRencontre("Aucune commune de ce nom. Vérifiez l'écriture.", champ="commune")
    if len(trouvees) > 1:
        noms = ", ".join(f"{commune.nom} ({commune.departement})" for commune in trouvees[:6])
        raise ErreurRencontre(f"Plusieurs communes portent ce nom : écrivez {noms}.", champ="commune")
    return trouvees[0]


def _mots(nom: str) -> list[str]:
    return plier(nom).replace("-", " ").replace("'", " ").replace("’", " ").split()
